using Plaza.Contracts.Tasks;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Tasks;

/// <summary>
/// The task manager: runs the tasks of the spaces when they are due and stores the result of each run. Handles the operator's commands to retry tasks
/// and deliveries, and to replay or discard dead letters.
/// </summary>
internal sealed class TasksSpace(
    TaskQueue queue, DeliveryStore deliveries, DeadLetterQueue deadLetters, RecentFaults faults, Committer committer) : Space("tasks")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<HandlerFaulted>(AddFault)
        .On<CircuitOpened>(AddCircuit)
        .On<EventStormDetected>(AddStorm)
        .Handles<RetryTask, bool>((command, ct) => committer.CommitAsync(tx => queue.Retry(tx, command.Task), ct))
        .Handles<RetryDelivery, bool>((command, ct) => deliveries.ReplayAsync(command.Subscription, command.Sequence, ct))
        .Handles<ReplayDeadLetter, bool>((command, _) => new(deadLetters.Replay(command.Number)))
        .Handles<DiscardDeadLetter, bool>((command, _) => new(deadLetters.Discard(command.Number)))
        .Handles<GetRecentFaults, IReadOnlyList<RecentFault>>((_, _) => new(faults.All))
        .Runs<PurgeCompletedTasks>();

    private void AddFault(HandlerFaulted fault, EventContext context) => faults.Add(new(
        context.Timestamp, fault.WillRetry ? FaultKind.Retry : FaultKind.Fault, fault.Handler, fault.EventName, fault.Sequence, fault.Message));

    private void AddCircuit(CircuitOpened opened, EventContext context) => faults.Add(new(
        context.Timestamp, FaultKind.Circuit, opened.Handler, opened.EventName, 0,
        $"Circuit open for {opened.BreakDuration.TotalSeconds:0} s. Last failure: {opened.Reason}"));

    private void AddStorm(EventStormDetected storm, EventContext context) => faults.Add(new(
        context.Timestamp, FaultKind.Storm, "", storm.Cycle, 0, $"Cascade limit reached at depth {storm.Depth}, after {storm.Size} events."));
}
