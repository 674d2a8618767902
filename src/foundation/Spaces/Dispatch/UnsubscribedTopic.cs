using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>An event type that was published but never subscribed to.</summary>
internal sealed class UnsubscribedTopic(EventBus bus, EventType type) : Topic(bus, type)
{
    public override IReadOnlyList<Subscription> Subscriptions => [];

    public override bool HasQueues => false;

    public override Subscription? At(int position) => null;

    public override PublishResult Publish(IEvent @event, EventContext? context)
    {
        Count(ThreadDispatchState.Current());
        Bus.ReportUnhandled(Type);
        return default;
    }

    public override ValueTask<PublishResult> PublishAsync(IEvent @event, EventContext? context, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<PublishResult>(cancellationToken) : new(Publish(@event, context));
}
