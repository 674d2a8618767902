using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Notifies the user of a changed password, in case the change was not the user's.</summary>
internal sealed class PasswordMail(UserQueries users, AccountQueries accounts, MailComposer composer, MailSender sender)
    : IQueuedTask<PasswordMailPayload>
{
    public static string Name => "mail.password_changed";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public async Task<TaskResult> RunAsync(PasswordMailPayload payload, CancellationToken ct)
    {
        if (await users.FindAsync(payload.Account, ct) is not { IsConfirmed: true } user || await accounts.FindAsync(payload.Account, ct) is not { } account)
            return TaskResult.Completed("not sent: the account is gone, or its address is not confirmed");

        var message = composer.Write(
            MailIds.Password(payload.Account, $"{payload.Sequence}"),
            new(user.Email, account.Handle),
            $"Your password at {composer.Server.Name} was changed",
            [
                $"The password of @{account.Handle} was changed. All other browsers and all apps were logged out.",
                "If it was not you, ask the operator of this place for help at once:",
                new($"About {composer.Server.Name}", $"{composer.Server.PublicUrl}/about"),
            ]);

        return await sender.SendAsync(message, async () => await users.FindAsync(payload.Account, CancellationToken.None) is not null, ct);
    }
}

/// <param name="Sequence">The sequence of the event.</param>
internal sealed record PasswordMailPayload(AccountId Account, long Sequence);
