using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Notifications;
using Plaza.Spaces.Tasks;

namespace Plaza.Notifications;

/// <summary>Erases what a deleted account was told and what others were told of it, some at a time so that others can write between.</summary>
internal sealed class EraseAccountNotifications(NotificationRepository notifications, Committer committer) : IQueuedTask<AccountId>
{
    private const int MostAtOnce = 200;

    public static string Name => "notifications.erase_account";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(AccountId payload, CancellationToken ct)
    {
        var erased = await committer.CommitInBatchesAsync(commit => notifications.RemoveSomeOf(commit, payload, MostAtOnce), ct);
        return TaskResult.Completed($"erased {erased} notifications");
    }
}
