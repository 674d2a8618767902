using System.Diagnostics;
using System.Runtime.CompilerServices;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// The dispatch of one event: its position among the inline handlers and the result so far. A struct, so that nothing is
/// allocated where all handlers complete synchronously; copied into the asynchronous continuation otherwise.
/// </summary>
internal struct DispatchOperation<TEvent>
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic;
    private readonly TEvent _event;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _observed;
    private readonly EventContext? _parent;
    private SlotList<Func<TEvent, CancellationToken, ValueTask>>.Segment _segment;
    private int _used;
    private EventContext? _context;
    private EventContext? _ambient;
    private int _from;
    private int _delivered;
    private int _queued;
    private int _faulted;
    private int _rejected;

    public DispatchOperation(Topic<TEvent> topic, ThreadDispatchState state, TEvent @event, CancellationToken cancellationToken)
    {
        ref var frame = ref state.Top;
        _topic = topic;
        _event = @event;
        _cancellationToken = cancellationToken;
        _parent = frame.Parent;
        _segment = topic.Handlers.AsyncHandlers;
        _used = _segment.Used;
        _observed = topic.Bus.Telemetry.IsOn;
        var isAsked = !topic.CanShareRoot && (_used > 0 || topic.Handlers.NeedsContext);
        _context = !_observed && !isAsked && frame is { Parent: null, Context: null } ? null : frame.GetContext();
        if (_observed)
            Span = BusTelemetry.Publishing(topic.Type, _context!);
    }

    /// <summary>The span of the publishing; null when tracing is off.</summary>
    public Activity? Span { get; }

    public readonly PublishResult Result => new(_delivered, _queued, _faulted, _rejected);

    /// <summary>Enqueues for all queues. Waits for those without room asynchronously.</summary>
    /// <returns>Null when there is nothing to wait for.</returns>
    public PendingDeliveries? Enqueue()
    {
        PendingDeliveries? deliveries = null;
        var segment = _topic.Handlers.Queues;
        for (var index = 0; index < segment.Used; index++)
        {
            if (segment.Items[index] is { } queue)
                Add(queue.Writer.Enqueue(ref deliveries, _event, _context, _parent, _cancellationToken));
        }

        return deliveries;
    }

    /// <summary>Enqueues for all queues, and blocks the thread where one is full.</summary>
    public void EnqueueBlocking()
    {
        var segment = _topic.Handlers.Queues;
        for (var index = 0; index < segment.Used; index++)
        {
            if (segment.Items[index] is { } queue)
                Add(queue.Writer.EnqueueBlocking(_event, _context, _parent));
        }
    }

    /// <summary>Continues after a handler; the earlier ones were called.</summary>
    public void ResumeAt(SlotList<Func<TEvent, CancellationToken, ValueTask>>.Segment segment, int used, int position, int delivered) =>
        (_segment, _used, _from, _delivered) = (segment, used, position + 1, delivered);

    /// <summary>Calls the inline handlers up to the first that does not complete synchronously.</summary>
    /// <returns>The pending call; null when all handlers were called.</returns>
    public ValueTask? InvokeNext(ThreadDispatchState state)
    {
        if (_from >= _used)
            return null;

        _ambient = _context ?? _topic.Root.Context;
        var before = _context is null ? AmbientEventContext.Enter(_ambient, ref _topic.Root.CapturedFlow) : AmbientEventContext.Enter(_ambient);
        state.Top.Ambient = _ambient;
        ref var position = ref state.Top.Position;
        ValueTask? pending = null;
        var gaps = 0;

        while (_from < _used)
        {
            try
            {
                if (_observed)
                    InvokeObserved(_segment, _from, _used, _event, _cancellationToken, ref position, ref gaps, ref pending);
                else
                    Invoke(_segment.Items, _from, _used, _event, _cancellationToken, ref position, ref gaps, ref pending);

                _delivered += position - _from - gaps + (pending is null ? 1 : 0);
                _from = position + 1;
                break;
            }
            catch (Exception fault)
            {
                _delivered += position - _from - gaps;
                _from = position + 1;
                gaps = 0;
                RecordFailure(fault, state.Top.GetContext());
            }
        }

        AmbientEventContext.Leave(before);
        if (pending is not null)
            _topic.Root.RecordPending();
        else
            _topic.Root.RecordCompleted();

        return pending;
    }

    /// <summary>Enters a frame again, for the handlers after one that was awaited.</summary>
    public void Reenter(ThreadDispatchState state)
    {
        state.Enter(_topic, _context ??= _topic.CreateContext(_parent), _parent, AmbientEventContext.Current);
        _segment.ClearRemoved(_from, _used);
    }

    /// <summary>Detaches the handler that was started last.</summary>
    public void Detach(ValueTask pending)
    {
        _queued++;
        _ = DetachedHandlers.CompleteAsync(_topic.Bus, CurrentSubscription, _event, _context ?? _topic.Root.Context, pending);
    }

    /// <summary>Records the end of the handler that was started last.</summary>
    public void Complete(Exception? fault)
    {
        if (fault is null)
            _delivered++;
        else
            RecordFailure(fault, _context ?? _topic.Root.Context);
    }

    public void Add(PublishResult offered)
    {
        _delivered += offered.Delivered;
        _queued += offered.Queued;
        _faulted += offered.Faulted;
        _rejected += offered.Rejected;
    }

    /// <summary>The subscription whose handler was started last.</summary>
    public readonly Subscription<TEvent> CurrentSubscription => (Subscription<TEvent>)_segment.Slots[_from - 1].Owner;

    public void RecordFailure(Exception fault, EventContext context)
    {
        if (_topic.Bus.Reporter.Failed(CurrentSubscription, _event, context, fault))
            _rejected++;
        else
            _faulted++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Invoke(
        Func<TEvent, CancellationToken, ValueTask>?[] items, int from, int used, TEvent @event, CancellationToken cancellationToken,
        ref int position, ref int gaps, ref ValueTask? pending)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (items[index] is not { } handler)
            {
                gaps++;
                continue;
            }

            var handling = handler(@event, cancellationToken);
            if (!handling.IsCompleted)
            {
                pending = handling;
                break;
            }

            handling.GetAwaiter().GetResult();
        }
    }

    private static void InvokeObserved(
        SlotList<Func<TEvent, CancellationToken, ValueTask>>.Segment segment, int from, int used, TEvent @event, CancellationToken cancellationToken,
        ref int position, ref int gaps, ref ValueTask? pending)
    {
        for (var index = from; index < used; index++)
        {
            position = index;
            if (segment.Items[index] is null)
            {
                gaps++;
                continue;
            }

            var handling = ((Subscription<TEvent>)segment.Slots[index].Owner).ObserveAsync(@event, cancellationToken);
            if (!handling.IsCompleted)
            {
                pending = handling;
                break;
            }

            handling.GetAwaiter().GetResult();
        }
    }
}
