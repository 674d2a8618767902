using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Posts;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Tables.Mail;
using Plaza.Data.Tasks;
using Plaza.Mail.Gateway;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Mail;

/// <summary>Mails people who are named in a post, and what else they must know. Each mail is a task, written down with its cause and counted.</summary>
internal sealed class MailSpace(
    TaskQueue tasks, MailPreferenceRepository preferences, MailQuota quota, UserQueries users, SignedLinks links, IMailGateway gateway, Committer committer) : Space("mail")
{
    /// <summary>A post may name a hundred people; the others see it in their notifications.</summary>
    private const int MaxMailsPerPost = 10;

    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<PostPublished>(MailMentioned)
        .OnDurable<SignedUp>(MailConfirmation)
        .OnDurable<PasswordChanged>(MailWarning)
        .OnDurable<PasswordResetRequested>(MailReset)
        .OnDurable<EmailChangeRequested>(MailEmailChange)
        .OnDurable<PostDeleted>((deleted, _) => gateway.Delete(MailIds.Mention(deleted.Post.ToString(), MailIds.Any)))
        .OnDurable<AccountDeleted>(DeletePreferences)
        .Handles<SetMentionMail, bool>((order, ct) => SetAsync(order.Account, order.IsEnabled, ct))
        .Handles<Unsubscribe, bool>(UnsubscribeAsync)
        .Handles<SendConfirmation, bool>(SendConfirmationAsync)
        .Publishes<MailPreferenceChanged>()
        .Runs<MentionMail, MentionMailPayload>()
        .Runs<ConfirmationMail, AccountId>()
        .Runs<ConfirmationAgainMail, AccountMailPayload>()
        .Runs<PasswordMail, PasswordMailPayload>()
        .Runs<PasswordResetMail, AccountMailPayload>()
        .Runs<EmailChangeMail, AccountMailPayload>()
        .Runs<EmailWarningMail, EmailWarningPayload>()
        .Runs<EraseAccountMail, AccountId>()
        .Runs<PurgeQueuedMails>();

    /// <summary>Mails nobody for an author whose own address is not confirmed: it costs nothing to make such accounts.</summary>
    private void MailMentioned(PostPublished posted, EventContext context)
    {
        var mentions = posted.Mentions.Where(account => account != posted.Author).Distinct().ToList();
        if (mentions.Count is 0 || users.FindRecipient(posted.Author) is not { IsConfirmed: true })
            return;

        var readers = mentions.Select(users.FindRecipient).OfType<MailRecipient>().Where(reader => reader is { IsConfirmed: true, WantsMentionMail: true }).ToList();
        context.EnlistEffect(commit =>
        {
            var mailed = 0;
            foreach (var reader in readers.TakeWhile(_ => mailed < MaxMailsPerPost))
            {
                var mail = $"{reader.Account}:{posted.Post}";
                if (quota.TryTake(commit, MailPurpose.Mention, reader.Email, mail) && tasks.Add(commit, MentionMail.Name, mail, new MentionMailPayload(reader.Account, posted.Post)))
                    mailed++;
            }
        });
    }

    private void DeletePreferences(AccountDeleted deleted, EventContext context) => context.EnlistEffect(commit =>
    {
        preferences.Remove(commit, deleted.Account);
        tasks.Add(commit, EraseAccountMail.Name, deleted.Account.ToString(), deleted.Account);
    });

    private void MailConfirmation(SignedUp signedUp, EventContext context)
    {
        if (users.FindRecipient(signedUp.Account) is not { IsConfirmed: false } newcomer)
            return;

        var purpose = users.IsConfirmed(newcomer.Email) ? MailPurpose.Confirmation : MailPurpose.ConfirmationBySignUp;
        context.EnlistEffect(commit =>
        {
            if (quota.TryTake(commit, purpose, newcomer.Email, $"{signedUp.Account}"))
                tasks.Add(commit, ConfirmationMail.Name, signedUp.Account.ToString(), signedUp.Account);
        });
    }

    private void MailWarning(PasswordChanged changed, EventContext context)
    {
        if (users.FindRecipient(changed.Account) is not { } user)
            return;

        var mail = $"{changed.Account}:{context.Sequence}";
        context.EnlistEffect(commit =>
        {
            if (quota.TryTake(commit, MailPurpose.Security, user.Email, mail))
                tasks.Add(commit, PasswordMail.Name, mail, new PasswordMailPayload(changed.Account, context.Sequence));
        });
    }

    private void MailReset(PasswordResetRequested requested, EventContext context)
    {
        if (users.FindRecipient(requested.Account) is not { IsConfirmed: true } user)
            return;

        var mail = $"{requested.Account}:{context.Sequence}";
        context.EnlistEffect(tx =>
        {
            if (quota.TryTake(tx, MailPurpose.PasswordReset, user.Email, mail))
                tasks.Add(tx, PasswordResetMail.Name, mail, new AccountMailPayload(requested.Account, context.Sequence));
        });
    }

    private void MailEmailChange(EmailChangeRequested requested, EventContext context)
    {
        if (users.FindRecipient(requested.Account) is not { PendingEmail: { } pending } user)
            return;

        var mail = $"{requested.Account}:{context.Sequence}";
        context.EnlistEffect(tx =>
        {
            if (quota.TryTake(tx, MailPurpose.EmailChange, pending, mail))
                tasks.Add(tx, EmailChangeMail.Name, mail, new AccountMailPayload(requested.Account, context.Sequence));

            if (user.IsConfirmed && quota.TryTake(tx, MailPurpose.Security, user.Email, mail))
                tasks.Add(tx, EmailWarningMail.Name, mail, new EmailWarningPayload(requested.Account, context.Sequence, user.Email));
        });
    }

    private async ValueTask<bool> SendConfirmationAsync(SendConfirmation command, CancellationToken ct)
    {
        if (await users.FindAsync(command.Account, ct) is not { IsConfirmed: false } user)
            return false;

        return await committer.CommitAsync(
            tx =>
            {
                var payload = new AccountMailPayload(command.Account, tx.Now.ToUnixTimeMilliseconds());
                var mail = $"{payload.Account}:{payload.Number}";
                return quota.TryTake(tx, MailPurpose.Confirmation, user.Email, mail)
                    ? tasks.Add(tx, ConfirmationAgainMail.Name, mail, payload)
                    : throw new RequestRejectedException(
                        RejectionReason.TooMany, "A mail was sent to this address less than ten minutes ago, or three times today. Look among spam, or try again later.");
            },
            ct);
    }

    private async ValueTask<bool> UnsubscribeAsync(Unsubscribe order, CancellationToken ct) =>
        links.Read(LinkPurpose.Unsubscribe, order.Secret) is var (account, _) && await SetAsync(account, false, ct);

    /// <summary>Writes nothing when nothing changes: mail programs and scanners post such links again and again.</summary>
    private ValueTask<bool> SetAsync(AccountId account, bool wanted, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (AccountGuard.IsActive(commit, account) is not { } isActive)
                throw RequestRejectedException.NotFound("There is no such account any more. It gets no mail.");
            if (!isActive)
                throw RequestRejectedException.Forbidden("This account is suspended. It gets no mail about mentions.");

            if (preferences.Set(commit, account, wanted))
                commit.Publish(new MailPreferenceChanged(account, wanted));

            return true;
        },
        ct);
}

/// <summary>Who is to be told of which post.</summary>
internal sealed record MentionMailPayload(AccountId Account, PostId Post);
