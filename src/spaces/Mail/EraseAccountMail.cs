using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>
/// Deletes the stored mails to a deleted account and the tasks that sent them, whose results may contain the address. Mails about posts of the
/// account are deleted with each post.
/// </summary>
internal sealed class EraseAccountMail(IMailGateway gateway, TaskQueue tasks, Committer committer) : EraseTask<AccountId>(committer), IQueuedTask<AccountId>
{
    private static readonly string[] MailTasks =
    [
        MentionMail.Name, ConfirmationMail.Name, ConfirmationAgainMail.Name, PasswordMail.Name, PasswordResetMail.Name, EmailChangeMail.Name,
        EmailWarningMail.Name,
    ];

    public static string Name => "mail.erase_account";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(AccountId payload)
    {
        gateway.Delete(MailIds.Mention(MailIds.Any, payload.ToString()));
        gateway.Delete(MailIds.Confirmation(payload));
        gateway.Delete(MailIds.ConfirmationAgain(payload, MailIds.Any));
        gateway.Delete(MailIds.Password(payload, MailIds.Any));
        gateway.Delete(MailIds.Reset(payload, MailIds.Any));
        gateway.Delete(MailIds.EmailChange(payload, MailIds.Any));
        gateway.Delete(MailIds.EmailWarning(payload, MailIds.Any));

        return MailTasks.Select(task => (Func<WriteTransaction, int>)(tx => tasks.DeleteBatch(tx, task, payload.ToString(), Committer.BatchSize)));
    }
}
