using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Tells a user that the password was changed, in case somebody else did it.</summary>
internal sealed class PasswordMail(UserQueries users, AccountQueries accounts, MailComposer letter, MailSender outbox)
    : IQueuedTask<PasswordMailPayload>
{
    public static string Name => "mail.password_changed";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public async Task<TaskResult> RunAsync(PasswordMailPayload payload, CancellationToken ct)
    {
        if (await users.FindAsync(payload.Account, ct) is not { IsConfirmed: true } user || await accounts.FindAsync(payload.Account, ct) is not { } account)
            return TaskResult.Completed("not sent: the account is gone, or its address is not confirmed");

        var message = letter.Write(
            MailIds.Password(payload.Account, $"{payload.Sequence}"),
            new(user.Email, account.Handle),
            $"Your password at {letter.Place.Name} was changed",
            [
                $"The password of @{account.Handle} was changed. All other browsers and all apps were logged out.",
                "If it was not you, ask the operator of this place for help at once:",
                new($"About {letter.Place.Name}", $"{letter.Place.PublicUrl}/about"),
            ]);

        return await outbox.SendAsync(message, async () => await users.FindAsync(payload.Account, CancellationToken.None) is not null, ct);
    }
}

/// <summary>Whose password was changed, and where the journal tells of it.</summary>
internal sealed record PasswordMailPayload(AccountId Account, long Sequence);
