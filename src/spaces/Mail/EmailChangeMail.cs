using Plaza.Data;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Asks the owner of a new e-mail address to confirm the change.</summary>
internal sealed class EmailChangeMail(UserQueries users, AccountQueries accounts, SignedLinks links, MailComposer composer, MailSender sender)
    : IQueuedTask<AccountMailPayload>
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(1);

    public static string Name => "mail.email_change";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public async Task<TaskResult> RunAsync(AccountMailPayload payload, CancellationToken ct)
    {
        if (await users.FindAsync(payload.Account, ct) is not { PendingEmail: { } address } || await accounts.FindAsync(payload.Account, ct) is not { } account)
            return TaskResult.Completed("not sent: the account is gone, or the change was cancelled");

        var server = composer.Server;
        var link = $"{server.PublicUrl}/confirm/{links.Create(LinkPurpose.ChangeEmail, payload.Account, address, LinkLifetime)}";
        var message = composer.Write(
            MailIds.EmailChange(payload.Account, $"{payload.Number}"),
            new(address, account.Handle),
            $"Confirm your new e-mail address for {server.Name}",
            [
                $"Somebody, hopefully you, wants to use this address for @{account.Handle} at {server.Name}.",
                "To confirm that it is yours, open this link within a day:",
                new("Confirm this address", link),
                "If it was not you, you need not do anything: no further mail will come.",
            ]);

        return await sender.SendAsync(message, async () => await users.FindAsync(payload.Account, CancellationToken.None) is not null, ct);
    }
}
