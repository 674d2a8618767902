using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Asks a new user to confirm the e-mail address. Unconfirmed addresses get no other mail.</summary>
internal sealed class ConfirmationMail(UserQueries users, AccountQueries accounts, SignedLinks links, MailComposer composer, MailSender sender)
    : IQueuedTask<AccountId>
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(7);

    public static string Name => "mail.confirmation";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public Task<TaskResult> RunAsync(AccountId payload, CancellationToken ct) => SendAsync(payload, MailIds.Confirmation(payload), ct);

    public async Task<TaskResult> SendAsync(AccountId payload, string id, CancellationToken ct)
    {
        if (await users.FindAsync(payload, ct) is not { } user || await accounts.FindAsync(payload, ct) is not { } account)
            return TaskResult.Completed("not sent: the account is gone");

        if (user.IsConfirmed)
            return TaskResult.Completed("not sent: the address is confirmed");

        var server = composer.Server;
        var link = $"{server.PublicUrl}/confirm/{links.Create(LinkPurpose.ConfirmEmail, payload, user.Email, LinkLifetime)}";
        var message = composer.Write(
            id,
            new(user.Email, account.Handle),
            $"Confirm your e-mail address for {server.Name}",
            [
                $"Somebody, hopefully you, signed up at {server.Name} as @{account.Handle} with this address.",
                "To confirm that it is yours, open this link within seven days:",
                new("Confirm this address", link),
                "If it was not you, you need not do anything: no further mail will come.",
            ]);

        return await sender.SendAsync(message, async () => await users.FindAsync(payload, CancellationToken.None) is not null, ct);
    }
}

/// <summary>The confirmation mail again, on request, with its own Message-ID: mail servers would drop the same one as a duplicate.</summary>
internal sealed class ConfirmationAgainMail(ConfirmationMail mail) : IQueuedTask<AccountMailPayload>
{
    public static string Name => "mail.confirmation_again";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public Task<TaskResult> RunAsync(AccountMailPayload payload, CancellationToken ct) =>
        mail.SendAsync(payload.Account, MailIds.ConfirmationAgain(payload.Account, $"{payload.Number}"), ct);
}
