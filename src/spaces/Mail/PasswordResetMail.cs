using Plaza.Data;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Mails a password reset link. The link is created when the mail is sent, so that it is valid for a whole hour.</summary>
internal sealed class PasswordResetMail(UserQueries users, AccountQueries accounts, SignedLinks links, MailComposer composer, MailSender sender)
    : IQueuedTask<AccountMailPayload>
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    public static string Name => "mail.password_reset";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public async Task<TaskResult> RunAsync(AccountMailPayload payload, CancellationToken ct)
    {
        if (await users.FindAsync(payload.Account, ct) is not { IsConfirmed: true } user || await accounts.FindAsync(payload.Account, ct) is not { } account)
            return TaskResult.Completed("not sent: the account is gone, or its address is not confirmed");

        var server = composer.Server;
        var link = $"{server.PublicUrl}/reset/{links.Create(LinkPurpose.ResetPassword, payload.Account, user.PasswordStamp, LinkLifetime)}";
        var message = composer.Write(
            MailIds.Reset(payload.Account, $"{payload.Number}"),
            new(user.Email, account.Handle),
            $"A new password for {server.Name}",
            [
                $"Somebody, hopefully you, asked for a new password of @{account.Handle} at {server.Name}.",
                "To choose one, open this link within an hour. It works once:",
                new("Choose a new password", link),
                "If it was not you, you need not do anything: your password stays as it is.",
            ]);

        return await sender.SendAsync(message, async () => await users.FindAsync(payload.Account, CancellationToken.None) is not null, ct);
    }
}
