using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Posts;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Mail;
using Plaza.Data.Tasks;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Mail;

/// <summary>Mails people who are named in a post, and what else they must know. Each mail is a task, written down with its cause.</summary>
internal sealed class MailSpace(TaskQueue tasks, MailPreferences preferences, SignedLinks links, IMailGateway gateway, Committer committer) : Space("mail")
{
    protected override void Configure(SpaceBuilder space) => space
        .Durably<PostPublished>(MailMentioned)
        .Durably<SignedUp>(MailConfirmation)
        .Durably<PasswordChanged>(MailWarning)
        .Durably<PostDeleted>((deleted, _) => gateway.Forget(MailIds.Mention(deleted.Post.ToString(), MailIds.Any)))
        .Durably<AccountDeleted>(ForgetReader)
        .Answers<SetMentionMail, bool>((order, ct) => SetAsync(order.Account, order.Wanted, ct))
        .Answers<Unsubscribe, bool>(UnsubscribeAsync)
        .Publishes<MailPreferenceChanged>()
        .Runs<MentionMail, MentionOf>()
        .Runs<ConfirmationMail, AccountId>()
        .Runs<PasswordMail, PasswordChange>()
        .Runs<EraseMailOfAccount, AccountId>();

    private void MailMentioned(PostPublished posted, EventContext context) => context.Effect(commit =>
    {
        foreach (var account in posted.Mentions.Where(account => account != posted.Author))
            tasks.Add(commit, MentionMail.Name, $"{account}:{posted.Post}", new MentionOf(account, posted.Post));
    });

    private void ForgetReader(AccountDeleted deleted, EventContext context) => context.Effect(commit =>
    {
        preferences.Remove(commit, deleted.Account);
        tasks.Add(commit, EraseMailOfAccount.Name, deleted.Account.ToString(), deleted.Account);
    });

    private void MailConfirmation(SignedUp signedUp, EventContext context) => context.Effect(commit =>
        tasks.Add(commit, ConfirmationMail.Name, signedUp.Account.ToString(), signedUp.Account));

    private void MailWarning(PasswordChanged changed, EventContext context) => context.Effect(commit =>
        tasks.Add(commit, PasswordMail.Name, $"{changed.Account}:{context.Sequence}", new PasswordChange(changed.Account, context.Sequence)));

    private async ValueTask<bool> UnsubscribeAsync(Unsubscribe order, CancellationToken ct) =>
        links.Read(LinkPurpose.Unsubscribe, order.Secret) is var (account, _) && await SetAsync(account, false, ct);

    private ValueTask<bool> SetAsync(AccountId account, bool wanted, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            preferences.Set(commit, account, wanted);
            commit.Publish(new MailPreferenceChanged(account, wanted));
            return true;
        },
        ct);
}

/// <summary>Who is to be told of which post.</summary>
internal sealed record MentionOf(AccountId Account, PostId Post);
