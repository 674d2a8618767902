using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>An event type that was published but never subscribed to.</summary>
internal sealed class UnsubscribedTopic(EventBus bus, EventType type) : Topic(bus, type)
{
    public override IReadOnlyList<Subscription> Subscriptions => [];

    public override bool HasQueues => false;

    public override Subscription? At(int position) => null;

    public override PublishResult Publish(IEvent happened, EventContext? context)
    {
        Count(ThreadDispatchState.Current());
        Bus.ReportUnhandled(Type);
        return default;
    }

    public override ValueTask<PublishResult> PublishAsync(IEvent happened, EventContext? context, CancellationToken ct) =>
        ct.IsCancellationRequested ? ValueTask.FromCanceled<PublishResult>(ct) : new(Publish(happened, context));
}
