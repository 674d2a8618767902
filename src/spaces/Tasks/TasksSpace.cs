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
    TaskQueue queue, Deliveries deliveries, ParkedEvents parked, Troubles troubles, Committer committer) : Space("tasks")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<HandlerFaulted>(NoteFault)
        .On<CircuitOpened>(NoteCircuit)
        .On<EventStormDetected>(NoteStorm)
        .Answers<RetryTask, bool>((order, ct) => committer.CommitAsync(commit => queue.Retry(commit, order.Task), ct))
        .Answers<RetryDelivery, bool>((order, ct) => deliveries.ReplayAsync(order.Subscription, order.Sequence, ct))
        .Answers<ReplayParked, bool>((order, _) => new(parked.Replay(order.Number)))
        .Answers<DropParked, bool>((order, _) => new(parked.Drop(order.Number)))
        .Answers<RecentTroubles, IReadOnlyList<Trouble>>((_, _) => new(troubles.All))
        .Runs<ForgetOldTasks>();

    private void NoteFault(HandlerFaulted fault, EventContext context) => troubles.Note(new(
        context.Time, fault.WillRetry ? TroubleKind.Retry : TroubleKind.Fault, fault.Handler, fault.EventName, fault.Sequence, fault.Reason));

    private void NoteCircuit(CircuitOpened opened, EventContext context) => troubles.Note(new(
        context.Time, TroubleKind.Circuit, opened.Handler, opened.EventName, 0,
        $"It is left alone for {opened.Pause.TotalSeconds:0} s. The last fault: {opened.Reason}"));

    private void NoteStorm(EventStormDetected storm, EventContext context) => troubles.Note(new(
        context.Time, TroubleKind.Storm, "", storm.Cycle, 0, $"Cut off {storm.Depth} events deep, after {storm.Size} in all."));
}
