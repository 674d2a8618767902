using Plaza.Authentication.Principals;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Spaces.Tasks;

namespace Plaza.Authentication;

/// <summary>
/// Deletes sessions after <see cref="LoginResult.Lifetime"/>, codes a day after they expired, apps that received no code or token within a day, app
/// tokens (without a user) after 90 days without use (ADR 52), and sessions, codes and tokens beyond the limits of an account (ADR 65).
/// </summary>
internal sealed class PurgeExpiredSessions(
    SessionRepository sessions,
    AuthorizationCodeRepository codes,
    TokenRepository tokens,
    AppRepository apps,
    AppTokenUses uses,
    AccountAccess access,
    Committer committer) : IRecurringTask
{
    private const int DaysOfUnusedApps = 1;
    private const int DaysOfUnusedTokens = 90;

    private bool _areLimitsApplied;

    public static string Name => "authentication.forget_expired";

    public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromHours(1));

    public async Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        foreach (var batch in uses.Take().Chunk(Committer.BatchSize))
            await committer.CommitAsync(tx => MarkUsed(tx, batch), WriteLane.Background, ct);

        var sessionCount = await committer.CommitInBatchesAsync(EndSessions, ct);
        var codeCount = await committer.CommitInBatchesAsync(tx => codes.RemoveExpired(tx, Committer.BatchSize), ct);
        var tokenCount = await committer.CommitInBatchesAsync(RevokeUnused, ct);
        var appCount = await committer.CommitInBatchesAsync(tx => apps.RemoveUnused(tx, tx.Now.AddDays(-DaysOfUnusedApps), Committer.BatchSize), ct);
        await ApplyLimitsAsync(ct);
        return TaskResult.Completed($"ended {sessionCount} sessions, deleted {codeCount} codes, {tokenCount} app tokens and {appCount} apps");
    }

    /// <summary>Once after a start: whatever is added since keeps the limits itself.</summary>
    private async Task ApplyLimitsAsync(CancellationToken ct)
    {
        if (_areLimitsApplied)
            return;

        foreach (var account in await access.AccountsBeyondLimitsAsync(ct))
            await committer.CommitInBatchesAsync(tx => access.RevokeOldest(tx, account), ct);

        _areLimitsApplied = true;
    }

    private int EndSessions(WriteTransaction tx)
    {
        var old = sessions.RemoveOlderThan(tx, tx.Now - LoginResult.Lifetime, Committer.EventBatchSize);
        foreach (var (session, account) in old)
            tx.Publish(new LoggedOut(account, session));

        return old.Count;
    }

    private int RevokeUnused(WriteTransaction tx)
    {
        var unused = tokens.RemoveUnused(tx, tx.Now.AddDays(-DaysOfUnusedTokens), Committer.EventBatchSize);
        foreach (var token in unused)
            tx.Publish(new TokenRevoked(token, null));

        return unused.Count;
    }

    private bool MarkUsed(WriteTransaction tx, TokenId[] used)
    {
        foreach (var token in used)
            tokens.MarkUsed(tx, token);

        return true;
    }
}
