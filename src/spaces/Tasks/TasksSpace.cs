using Plaza.Contracts.Tasks;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Spaces.Hosting;

namespace Plaza.Tasks;

/// <summary>
/// The task manager: runs the tasks of the spaces when they are due, and keeps the record of what ran, when, how long and
/// with what result.
/// </summary>
internal sealed class TasksSpace(TaskQueue queue, Deliveries deliveries, Committer committer) : Space("tasks")
{
    protected override void Configure(SpaceBuilder space) => space
        .Answers<RetryTask, bool>((order, ct) => committer.CommitAsync(commit => queue.Retry(commit, order.Task), ct))
        .Answers<RetryDelivery, bool>((order, ct) => deliveries.ReplayAsync(order.Subscription, order.Sequence, ct))
        .Runs<ForgetOldTasks>();
}
