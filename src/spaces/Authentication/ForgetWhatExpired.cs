using Plaza.Contracts.Authentication;
using Plaza.Data.Authentication;
using Plaza.Data.Committing;
using Plaza.Spaces.Tasks;

namespace Plaza.Authentication;

/// <summary>Ends sessions after 90 days and forgets codes a day after their minute.</summary>
internal sealed class ForgetWhatExpired(Sessions sessions, AuthorizationCodes codes, Committer committer) : IRecurringTask
{
    private const int SessionDays = 90;

    public static string Name => "authentication.forget_expired";

    public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromHours(1));

    public async Task<TaskOutcome> RunAsync(DateTimeOffset period, CancellationToken ct)
    {
        var (ended, forgotten) = await committer.CommitAsync(
            commit =>
            {
                var old = sessions.RemoveOlderThan(commit, commit.Now.AddDays(-SessionDays));
                foreach (var (session, account) in old)
                    commit.Publish(new LoggedOut(account, session));

                return (old.Count, codes.RemoveExpired(commit));
            },
            ct);

        return TaskOutcome.Done($"ended {ended} sessions, forgot {forgotten} codes");
    }
}
