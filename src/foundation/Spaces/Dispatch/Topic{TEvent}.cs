using System.Diagnostics;
using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// Dispatches the events of one type. Handlers have no try block of their own: they run in a method that records its position,
/// and its caller catches what they throw, reports the handler at that position and continues behind it.
/// </summary>
internal sealed class Topic<TEvent>(EventBus bus, EventType type) : Topic(bus, type)
    where TEvent : IEvent
{
    private readonly SubscriptionSet<TEvent> _handlers = new();
    private WeakSubscriptionSweeper<TEvent>? _weakSweeper;

    /// <summary>Replaces a topic without subscriptions.</summary>
    public Topic(EventBus bus, Topic unsubscribed)
        : this(bus, unsubscribed.Type) => PublishedBefore = unsubscribed.PublishedCount;

    public SubscriptionSet<TEvent> Handlers => _handlers;

    public WeakSubscriptionSweeper<TEvent> WeakSweeper => _weakSweeper ??= new(_handlers);

    public SharedRootContext Root { get; } = new(type, bus.Clock);

    /// <summary>Whether the shared context is valid for the next event too.</summary>
    public bool CanShareRoot => Root.CanShare && !_handlers.NeedsContext;

    public override IReadOnlyList<Subscription> Subscriptions => _handlers.All;

    public override bool HasQueues => _handlers.HasQueues;

    public override Subscription? At(int position) => _handlers.Inline(position);

    public override PublishResult Publish(IEvent @event, EventContext? context) => Publish((TEvent)@event, context);

    public override ValueTask<PublishResult> PublishAsync(IEvent @event, EventContext? context, CancellationToken cancellationToken) =>
        PublishAsync((TEvent)@event, context, cancellationToken);

    public PublishResult Publish(TEvent @event, EventContext? given)
    {
        if (Durable > 0 && given is not { Sequence: > 0 })
            return Bus.Appender.Append(this, @event, given);

        var state = ThreadDispatchState.Current();
        if (!TryEnter(state, given))
            return new() { IsSuppressed = true };

        try
        {
            return ReportIfUnhandled(_handlers.AreAllSync && !Bus.Telemetry.IsOn
                ? SyncDispatch<TEvent>.Dispatch(_handlers.SyncHandlers, state, @event, Bus)
                : Dispatch(state, @event));
        }
        finally
        {
            state.Exit();
        }
    }

    public ValueTask<PublishResult> PublishAsync(TEvent @event, EventContext? given, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<PublishResult>(cancellationToken);

        if (Durable > 0 && given is not { Sequence: > 0 })
            return Bus.Appender.AppendAsync(this, @event, given, cancellationToken);

        if (_handlers.AreAllSync && !Bus.Telemetry.IsOn)
            return new(Publish(@event, given));

        var state = ThreadDispatchState.Current();
        if (!TryEnter(state, given))
            return new(new PublishResult { IsSuppressed = true });

        try
        {
            return CanShareRoot && !_handlers.HasQueues && !Bus.Telemetry.IsOn && state.Top is { Parent: null, Context: null }
                ? DispatchSharedAsync(state, @event, cancellationToken)
                : DispatchAsync(state, @event, cancellationToken);
        }
        finally
        {
            state.Exit();
        }
    }

    private ValueTask<PublishResult> DispatchAsync(ThreadDispatchState state, TEvent @event, CancellationToken cancellationToken)
    {
        var operation = new DispatchOperation<TEvent>(this, state, @event, cancellationToken);
        var deliveries = _handlers.HasQueues ? operation.Enqueue() : null;
        var pending = operation.InvokeNext(state);
        if (pending is null && deliveries is null && operation.Span is null)
            return new(ReportIfUnhandled(operation.Result));

        var completing = CompleteAsync(operation, pending, deliveries, cancellationToken);
        if (operation.Span is { } span)
            Activity.Current = span.Parent;

        return completing;
    }

    private PublishResult ReportIfUnhandled(PublishResult result)
    {
        if (result.IsUnhandled && Durable is 0)
            Bus.ReportUnhandled(Type);

        return result;
    }

    /// <summary>
    /// All handlers are inline, no telemetry is on and no handler needs the context: an operation is created only once a
    /// handler has failed or has not completed synchronously.
    /// </summary>
    private ValueTask<PublishResult> DispatchSharedAsync(ThreadDispatchState state, TEvent @event, CancellationToken cancellationToken)
    {
        var segment = _handlers.AsyncHandlers;
        var used = segment.Used;
        var before = AmbientEventContext.Enter(Root.Context, ref Root.CapturedFlow);
        state.Top.Ambient = Root.Context;
        ref var position = ref state.Top.Position;
        ValueTask? pending = null;
        Exception? fault = null;
        var gaps = 0;
        try
        {
            DispatchOperation<TEvent>.Invoke(segment.Items, 0, used, @event, cancellationToken, ref position, ref gaps, ref pending);
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        if (pending is not null || fault is not null)
            return ContinueAsync(state, @event, segment, used, position, position - gaps, pending, fault, before, cancellationToken);

        AmbientEventContext.Leave(before);
        return new(ReportIfUnhandled(new(used - gaps)));
    }

    private ValueTask<PublishResult> ContinueAsync(
        ThreadDispatchState state, TEvent @event, SlotList<Func<TEvent, CancellationToken, ValueTask>>.Segment segment, int used,
        int position, int delivered, ValueTask? pending, Exception? fault, AmbientEventContext.PreviousFlow before, CancellationToken cancellationToken)
    {
        var operation = new DispatchOperation<TEvent>(this, state, @event, cancellationToken);
        operation.ResumeAt(segment, used, position, delivered);
        if (fault is not null)
            operation.RecordFailure(fault, state.Top.GetContext());

        AmbientEventContext.Leave(before);
        if (pending is null)
            pending = operation.InvokeNext(state);
        else
            Root.RecordPending();

        return pending is null ? new(ReportIfUnhandled(operation.Result)) : CompleteAsync(operation, pending, null, cancellationToken);
    }

    /// <summary>Not all handlers are synchronous, or telemetry is on.</summary>
    private PublishResult Dispatch(ThreadDispatchState state, TEvent @event)
    {
        var operation = new DispatchOperation<TEvent>(this, state, @event, CancellationToken.None);
        if (_handlers.HasQueues)
            operation.EnqueueBlocking();

        while (operation.InvokeNext(state) is { } pending)
            operation.Detach(pending);

        operation.Span?.Dispose();
        return operation.Result;
    }

    /// <summary>
    /// Awaits the pending handlers. When the token is cancelled meanwhile, handlers that have the event continue unawaited,
    /// and the others do not get it.
    /// </summary>
    private async ValueTask<PublishResult> CompleteAsync(
        DispatchOperation<TEvent> operation, ValueTask? pending, PendingDeliveries? deliveries, CancellationToken cancellationToken)
    {
        using var work = Bus.InFlight.Begin();
        using var span = operation.Span;
        using var cancelling = deliveries is null ? default : cancellationToken.UnsafeRegister(static deliveries => ((PendingDeliveries)deliveries!).Cancel(), deliveries);
        while (pending is { } running)
        {
            var handling = running.AsTask();
            try
            {
                operation.Complete(await operation.CurrentSubscription.CompleteAsync(new(handling), cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                operation.Detach(new(handling));
                throw;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var state = ThreadDispatchState.Current();
            operation.Reenter(state);
            try
            {
                pending = operation.InvokeNext(state);
            }
            finally
            {
                state.Exit();
            }
        }

        if (deliveries is not null)
            operation.Add(await deliveries.WaitAsync(cancellationToken));

        return ReportIfUnhandled(operation.Result);
    }
}
