using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>
/// Destroys what is kept of mails to somebody whose account is deleted, and the record of them, in which a mail server may have
/// named the address. Mails about what the account wrote go with each post.
/// </summary>
internal sealed class EraseAccountMail(IMailGateway gateway, TaskQueue tasks, Committer committer) : IQueuedTask<AccountId>
{
    private const int BatchSize = 200;

    private static readonly string[] Mails =
    [
        MentionMail.Name, ConfirmationMail.Name, ConfirmationAgainMail.Name, PasswordMail.Name, PasswordResetMail.Name, EmailChangeMail.Name,
        EmailWarningMail.Name,
    ];

    public static string Name => "mail.erase_account";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(AccountId payload, CancellationToken ct)
    {
        gateway.Delete(MailIds.Mention(MailIds.Any, payload.ToString()));
        gateway.Delete(MailIds.Confirmation(payload));
        gateway.Delete(MailIds.ConfirmationAgain(payload, MailIds.Any));
        gateway.Delete(MailIds.Password(payload, MailIds.Any));
        gateway.Delete(MailIds.Reset(payload, MailIds.Any));
        gateway.Delete(MailIds.EmailChange(payload, MailIds.Any));
        gateway.Delete(MailIds.EmailWarning(payload, MailIds.Any));

        foreach (var mail in Mails)
            await committer.CommitInBatchesAsync(commit => tasks.DeleteBatch(commit, mail, payload.ToString(), BatchSize), ct);

        return TaskResult.Completed("erased");
    }
}
