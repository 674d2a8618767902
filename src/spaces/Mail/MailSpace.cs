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

/// <summary>Queues mails about mentions, confirmations and changes of the account. Each mail is a task in the transaction of its cause, and counts against the quota of its address.</summary>
internal sealed class MailSpace(
    TaskQueue tasks, MailPreferenceRepository preferences, MailQuota quota, UserQueries users, SignedLinks links, IMailGateway gateway, Committer committer) : Space("mail")
{
    /// <summary>A post may mention up to a hundred accounts; those beyond the limit still get a notification.</summary>
    private const int MaxMailsPerPost = 10;

    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<PostPublished>(MailMentionedAsync)
        .OnDurable<SignedUp>(MailConfirmationAsync)
        .OnDurable<PasswordChanged>(MailWarningAsync)
        .OnDurable<PasswordResetRequested>(MailResetAsync)
        .OnDurable<EmailChangeRequested>(MailEmailChangeAsync)
        .OnDurable<PostDeleted>((deleted, _) => gateway.Delete(MailIds.Mention(deleted.Post.ToString(), MailIds.Any)))
        .OnDurable<AccountDeleted>(DeletePreferences)
        .Handles<SetMentionMail, bool>((command, ct) => SetAsync(command.Account, command.IsEnabled, ct))
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

    /// <summary>Queues nothing when the author's own address is unconfirmed, since such accounts are cheap to create.</summary>
    private async ValueTask MailMentionedAsync(PostPublished posted, EventContext context, CancellationToken ct)
    {
        var mentions = posted.Mentions.Where(account => account != posted.Author).Distinct().ToList();
        if (mentions.Count is 0 || await users.FindRecipientAsync(posted.Author, ct) is not { IsConfirmed: true })
            return;

        var recipients = await users.GetRecipientsAsync(mentions, ct);
        var readers = mentions.Select(recipients.GetValueOrDefault).OfType<MailRecipient>().Where(reader => reader is { IsConfirmed: true, WantsMentionMail: true }).ToList();
        context.EnlistEffect(tx =>
        {
            var mailed = 0;
            foreach (var reader in readers.TakeWhile(_ => mailed < MaxMailsPerPost))
            {
                var mail = $"{reader.Account}:{posted.Post}";
                if (Queue(tx, MailPurpose.Mention, reader.Email, MentionMail.Name, mail, new MentionMailPayload(reader.Account, posted.Post)))
                    mailed++;
            }
        });
    }

    private void DeletePreferences(AccountDeleted deleted, EventContext context) => context.EnlistEffect(tx =>
    {
        preferences.Remove(tx, deleted.Account);
        tasks.Add(tx, EraseAccountMail.Name, deleted.Account.ToString(), deleted.Account);
    });

    private async ValueTask MailConfirmationAsync(SignedUp signedUp, EventContext context, CancellationToken ct)
    {
        if (await users.FindRecipientAsync(signedUp.Account, ct) is not { IsConfirmed: false } newcomer)
            return;

        var purpose = await users.IsConfirmedAsync(newcomer.Email, ct) ? MailPurpose.Confirmation : MailPurpose.ConfirmationBySignUp;
        context.EnlistEffect(tx => Queue(tx, purpose, newcomer.Email, ConfirmationMail.Name, $"{signedUp.Account}", signedUp.Account));
    }

    private async ValueTask MailWarningAsync(PasswordChanged changed, EventContext context, CancellationToken ct)
    {
        if (await users.FindRecipientAsync(changed.Account, ct) is not { } user)
            return;

        var mail = $"{changed.Account}:{context.Sequence}";
        context.EnlistEffect(tx => Queue(
            tx, MailPurpose.Security, user.Email, PasswordMail.Name, mail, new PasswordMailPayload(changed.Account, context.Sequence)));
    }

    private async ValueTask MailResetAsync(PasswordResetRequested requested, EventContext context, CancellationToken ct)
    {
        if (await users.FindRecipientAsync(requested.Account, ct) is not { IsConfirmed: true } user)
            return;

        var mail = $"{requested.Account}:{context.Sequence}";
        context.EnlistEffect(tx => Queue(
            tx, MailPurpose.PasswordReset, user.Email, PasswordResetMail.Name, mail, new AccountMailPayload(requested.Account, context.Sequence)));
    }

    private async ValueTask MailEmailChangeAsync(EmailChangeRequested requested, EventContext context, CancellationToken ct)
    {
        if (await users.FindRecipientAsync(requested.Account, ct) is not { PendingEmail: { } pending } user)
            return;

        var mail = $"{requested.Account}:{context.Sequence}";
        context.EnlistEffect(tx =>
        {
            Queue(tx, MailPurpose.EmailChange, pending, EmailChangeMail.Name, mail, new AccountMailPayload(requested.Account, context.Sequence));
            if (user.IsConfirmed)
                Queue(tx, MailPurpose.Security, user.Email, EmailWarningMail.Name, mail, new EmailWarningPayload(requested.Account, context.Sequence, user.Email));
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
                return Queue(tx, MailPurpose.Confirmation, user.Email, ConfirmationAgainMail.Name, mail, payload)
                    ? true
                    : throw new RequestRejectedException(
                        RejectionReason.TooManyRequests, "A mail was sent to this address less than ten minutes ago, or three times today. Look among spam, or try again later.");
            },
            ct);
    }

    /// <param name="tx">The transaction of the cause.</param>
    /// <param name="purpose">The quota that the mail counts against.</param>
    /// <param name="address">The recipient's address.</param>
    /// <param name="task">The name of the task that sends it.</param>
    /// <param name="key">Identifies the mail among those of the task.</param>
    /// <param name="payload">The payload of the task.</param>
    /// <returns>False when the quota of the address is used up, or the mail was queued before.</returns>
    private bool Queue<TPayload>(WriteTransaction tx, MailPurpose purpose, string address, string task, string key, TPayload payload) =>
        quota.TryTake(tx, purpose, address, key) && tasks.Add(tx, task, key, payload);

    private async ValueTask<bool> UnsubscribeAsync(Unsubscribe command, CancellationToken ct) =>
        links.Read(LinkPurpose.Unsubscribe, command.Secret) is var (account, _) && await SetAsync(account, false, ct);

    /// <summary>An unchanged preference writes nothing: mail clients and scanners post unsubscribe links repeatedly.</summary>
    private ValueTask<bool> SetAsync(AccountId account, bool enabled, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (AccountGuard.IsActive(tx, account) is not { } isActive)
                throw RequestRejectedException.NotFound("There is no such account any more. It gets no mail.");
            if (!isActive)
                throw RequestRejectedException.Forbidden("This account is suspended. It gets no mail about mentions.");

            if (preferences.Set(tx, account, enabled))
                tx.Publish(new MailPreferenceChanged(account, enabled));

            return true;
        },
        ct);
}

/// <summary>The payload of a mail about a mention.</summary>
internal sealed record MentionMailPayload(AccountId Account, PostId Post);
