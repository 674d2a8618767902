using Plaza.Contracts.Authentication;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Spaces.Tasks;

namespace Plaza.Authentication.Recovery;

/// <summary>Finds the account for which a password reset was requested. The payload is the name as typed.</summary>
internal sealed class FindAccountToReset(AccountRepository accounts, Committer committer) : IQueuedTask<string>
{
    public static string Name => "authentication.find_account_to_reset";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    public async Task<TaskResult> RunAsync(string payload, CancellationToken ct)
    {
        if (await accounts.FindAsync(payload, ct) is not { IsSuspended: false } user)
            return TaskResult.Completed("no such account");

        var isRequested = await committer.CommitAsync(
            tx =>
            {
                if (!accounts.IsConfirmed(tx, user.Account))
                    return false;

                tx.Publish(new PasswordResetRequested(user.Account));
                return true;
            },
            ct);
        return TaskResult.Completed(isRequested ? "requested" : "its address is not confirmed");
    }
}
