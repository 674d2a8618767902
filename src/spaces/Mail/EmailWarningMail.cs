using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Warns the current e-mail address of a requested change, in case the request was not the owner's.</summary>
internal sealed class EmailWarningMail(UserQueries users, AccountQueries accounts, MailComposer composer, MailSender sender)
    : IQueuedTask<EmailWarningPayload>
{
    public static string Name => "mail.email_warning";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public async Task<TaskResult> RunAsync(EmailWarningPayload payload, CancellationToken ct)
    {
        if (await users.FindAsync(payload.Account, ct) is null || await accounts.FindAsync(payload.Account, ct) is not { } account)
            return TaskResult.Completed("not sent: the account is gone");

        var server = composer.Server;
        var message = composer.Write(
            MailIds.EmailWarning(payload.Account, $"{payload.Number}"),
            new(payload.Address, account.Handle),
            $"Your e-mail address at {server.Name} is to change",
            [
                $"Somebody who knows the password of @{account.Handle} named another e-mail address. It replaces this one once it is confirmed.",
                "If it was not you, change your password at once. That cancels the change and logs everybody out:",
                new("Choose a new password", $"{server.PublicUrl}/settings#password-h"),
            ]);

        return await sender.SendAsync(message, async () => await users.FindAsync(payload.Account, CancellationToken.None) is not null, ct);
    }
}
