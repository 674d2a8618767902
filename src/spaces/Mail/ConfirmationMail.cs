using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Asks a new user to confirm the address. Until then no other mail goes there.</summary>
internal sealed class ConfirmationMail(UserQueries users, AccountQueries accounts, SignedLinks links, MailComposer letter, MailSender outbox)
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

        var place = letter.Place;
        var link = $"{place.PublicUrl}/confirm/{links.Create(LinkPurpose.ConfirmEmail, payload, user.Email, LinkLifetime)}";
        var message = letter.Write(
            id,
            new(user.Email, account.Handle),
            $"Confirm your e-mail address for {place.Name}",
            [
                $"Somebody, hopefully you, signed up at {place.Name} as @{account.Handle} with this address.",
                "To confirm that it is yours, open this link within seven days:",
                new("Confirm this address", link),
                "If it was not you, you need not do anything: no further mail will come.",
            ]);

        return await outbox.SendAsync(message, async () => await users.FindAsync(payload, CancellationToken.None) is not null, ct);
    }
}

/// <summary>The same mail once more, when its reader asked for it: with a Message-ID of its own, or it would count as a copy.</summary>
internal sealed class ConfirmationAgainMail(ConfirmationMail mail) : IQueuedTask<AccountMailPayload>
{
    public static string Name => "mail.confirmation_again";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public Task<TaskResult> RunAsync(AccountMailPayload payload, CancellationToken ct) =>
        mail.SendAsync(payload.Account, MailIds.ConfirmationAgain(payload.Account, $"{payload.Number}"), ct);
}
