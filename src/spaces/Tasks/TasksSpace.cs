using Plaza.Contracts.Tasks;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Tasks;

/// <summary>
/// The task manager: runs the tasks of the spaces when they are due, and keeps the record of what ran, when, how long and
/// with what result. What failed is tried again or given up here, whether it is a task, a delivery or a parked event.
/// </summary>
internal sealed class TasksSpace(
    TaskQueue queue, DeliveryStore deliveries, DeadLetterQueue parked, RecentFaults troubles, Committer committer) : Space("tasks")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<HandlerFaulted>(NoteFault)
        .On<CircuitOpened>(NoteCircuit)
        .On<EventStormDetected>(NoteStorm)
        .Handles<RetryTask, bool>((order, ct) => committer.CommitAsync(commit => queue.Retry(commit, order.Task), ct))
        .Handles<RetryDelivery, bool>((order, ct) => deliveries.ReplayAsync(order.Subscription, order.Sequence, ct))
        .Handles<ReplayDeadLetter, bool>((order, _) => new(parked.Replay(order.Number)))
        .Handles<DiscardDeadLetter, bool>((order, _) => new(parked.Discard(order.Number)))
        .Handles<GetRecentFaults, IReadOnlyList<RecentFault>>((_, _) => new(troubles.All))
        .Runs<PurgeCompletedTasks>();

    private void NoteFault(HandlerFaulted fault, EventContext context) => troubles.Note(new(
        context.Timestamp, fault.WillRetry ? FaultKind.Retry : FaultKind.Fault, fault.Handler, fault.EventName, fault.Sequence, fault.Message));

    private void NoteCircuit(CircuitOpened opened, EventContext context) => troubles.Note(new(
        context.Timestamp, FaultKind.Circuit, opened.Handler, opened.EventName, 0,
        $"It is left alone for {opened.BreakDuration.TotalSeconds:0} s. The last fault: {opened.Reason}"));

    private void NoteStorm(EventStormDetected storm, EventContext context) => troubles.Note(new(
        context.Timestamp, FaultKind.Storm, "", storm.Cycle, 0, $"Cut off {storm.Depth} events deep, after {storm.Size} in all."));
}
