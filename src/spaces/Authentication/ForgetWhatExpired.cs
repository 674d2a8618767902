using Plaza.Contracts.Authentication;
using Plaza.Data.Authentication;
using Plaza.Data.Committing;
using Plaza.Spaces.Tasks;

namespace Plaza.Authentication;

/// <summary>Ends sessions after <see cref="StartedSession.Lifetime"/> and deletes codes a day after they expired.</summary>
internal sealed class ForgetWhatExpired(Sessions sessions, AuthorizationCodes codes, Committer committer) : IRecurringTask
{
    private const int BatchSize = 500;

    public static string Name => "authentication.forget_expired";

    public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromHours(1));

    public async Task<TaskOutcome> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var ended = await committer.CommitAllAsync(EndSessions, ct);
        var deleted = await committer.CommitAllAsync(commit => codes.RemoveExpired(commit, BatchSize), ct);
        return TaskOutcome.Done($"ended {ended} sessions, deleted {deleted} codes");
    }

    private int EndSessions(Commit commit)
    {
        var old = sessions.RemoveOlderThan(commit, commit.Now - StartedSession.Lifetime, BatchSize);
        foreach (var (session, account) in old)
            commit.Publish(new LoggedOut(account, session));

        return old.Count;
    }
}
