using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Spaces.Dispatch;

/// <summary>Appends events with durable subscriptions to the journal, which then dispatches them. Pending appends count as in flight. Thread-safe.</summary>
internal sealed class JournalAppender(EventBus bus, Func<IJournal?> journal, ILogger logger)
{
    /// <summary>Appends to the journal, which dispatches the event, without waiting.</summary>
    public PublishResult Append(Topic topic, IEvent @event, EventContext? given)
    {
        _ = AppendDetachedAsync(topic, @event, given);
        return new(0, topic.Durable);
    }

    public async ValueTask<PublishResult> AppendAsync(Topic topic, IEvent @event, EventContext? given, CancellationToken cancellationToken)
    {
        var target = journal() ?? throw new InvalidOperationException(
            $"{topic.Type.Name} has durable subscriptions, but there is no journal. Add one: AddInMemoryJournal(), or one on disk.");

        var cause = given is { Type: not null } ? given : EventContext.Current;
        if (!cancellationToken.CanBeCanceled)
            await target.AppendAsync(@event, cause, cancellationToken);
        else
            await AppendCancellableAsync(target, @event, cause, onOtherThread: topic.HasQueues, cancellationToken);

        return new(0, topic.Durable);
    }

    /// <param name="target">The journal.</param>
    /// <param name="event">The event.</param>
    /// <param name="cause">The context of its cause; null where there is none.</param>
    /// <param name="onOtherThread">Whether the full queue of a live handler may block the thread of the journal, so that it must be another thread.</param>
    /// <param name="cancellationToken">Bounds the wait. What the journal has begun to write stays written.</param>
    private async Task AppendCancellableAsync(IJournal target, IEvent @event, EventContext? cause, bool onOtherThread, CancellationToken cancellationToken)
    {
        var appending = onOtherThread
            ? bus.Scheduler.RunAsync(async () => await AppendTrackedAsync(target, @event, cause, cancellationToken))
            : AppendTrackedAsync(target, @event, cause, cancellationToken);
        try
        {
            await appending.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!appending.IsCompleted)
        {
            TimedOutHandlers.ObserveException(appending);
            throw;
        }
    }

    private async Task AppendTrackedAsync(IJournal target, IEvent @event, EventContext? cause, CancellationToken cancellationToken)
    {
        using var work = bus.InFlight.Begin();
        await target.AppendAsync(@event, cause, cancellationToken);
    }

    private async Task AppendDetachedAsync(Topic topic, IEvent @event, EventContext? given)
    {
        using var work = bus.InFlight.Begin();
        try
        {
            await AppendAsync(topic, @event, given, CancellationToken.None);
        }
        catch (Exception fault)
        {
            logger.AppendFailed(fault, topic.Type.Name);
        }
    }
}
