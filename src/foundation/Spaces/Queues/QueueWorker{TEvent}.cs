using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Gives the events of a queue to its handler, on a pool thread while there are some.</summary>
internal sealed class QueueWorker<TEvent>(EventQueue<TEvent> queue) : QueueWorker, IThreadPoolWorkItem
    where TEvent : IEvent
{
    private const long Abandoned = long.MinValue;

    private readonly Topic<TEvent> _topic = queue.Topic;
    private readonly Subscription<TEvent> _subscription = queue.Subscription;
    private CancellationTokenSource? _stop;
    private volatile QueueEntry<TEvent>? _entry;
    private long _step;
    private long _events;

    /// <summary>Scheduled, but not started yet.</summary>
    public bool IsStarting { get; set; }

    /// <summary>The event being handled, from its dequeue until its completion.</summary>
    public QueueEntry<TEvent>? Entry
    {
        get => _entry;
        set => _entry = value;
    }

    public override TimeSpan Timeout => _subscription.Limit;

    public override long Step => Volatile.Read(ref _step);

    public override PublisherWait? Awaited => _entry?.Wait;

    public void Execute()
    {
        Flow();
        for (var handled = 0; handled < _topic.Bus.Scheduler.MaxEventsPerTurn; handled++)
        {
            if (queue.Next(this) is not { } entry || !Handle(entry))
                return;
        }

        _topic.Bus.Scheduler.Run(this);
    }

    /// <remarks>The context of a synchronous handler is created on demand, and not stored before the handler has completed.</remarks>
    public override bool IsHandling(EventContext? context)
    {
        if (Step is 0)
            return false;

        if (context is null || _entry?.Context is not { } current)
            return true;

        while (context is not null && context != current)
            context = context.Parent;

        return context is not null;
    }

    public override void Abandon(long step)
    {
        // The thread that changes the step owns the entry; the abandoned handler must not touch it any more.
        if (Interlocked.CompareExchange(ref _step, Abandoned, step) != step)
            return;

        queue.Abandon(this);
        if (_stop is { } stop)
            _ = _topic.Bus.Scheduler.CancelAsync(stop, Timeout, _topic.Bus.Clock);

        queue.Complete(_entry!, TimedOutHandlers.CreateTimeout(Timeout));
    }

    /// <returns>False when the handler continues asynchronously, or this worker was abandoned.</returns>
    private bool Handle(QueueEntry<TEvent> entry)
    {
        if (Waits.Count > 0)
            _topic.Bus.Deadlocks.EndAll(this);

        var step = ++_events;
        Volatile.Write(ref _step, step);
        var state = ThreadDispatchState.Current();
        var ambient = AmbientEventContext.Current;
        if (entry is { Context: null, Parent: null } && ambient is null)
            state.Enter(_topic);
        else
            state.Enter(_topic, entry.Context, entry.Parent, ambient);

        state.Top.Position = -1;
        Exception? fault = null;
        ValueTask pending = default;
        try
        {
            if (_subscription.Sync is { } handler && !_topic.Bus.Telemetry.IsOn)
                handler(entry.Event);
            else
                pending = Begin(entry, state);
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        var context = state.Top.Context;
        state.Exit();
        var next = pending.IsCompletedSuccessfully ? 0 : -step;
        if (Interlocked.CompareExchange(ref _step, next, step) != step)
        {
            TimedOutHandlers.ObserveException(pending.AsTask());
            return false;
        }

        entry.Context ??= context;
        if (next is 0)
        {
            Complete(entry, fault);
            return true;
        }

        _ = CompleteAsync(entry, pending);
        return false;
    }

    private ValueTask Begin(QueueEntry<TEvent> entry, ThreadDispatchState state)
    {
        var context = entry.Context ??= state.Top.GetContext();
        var before = AmbientEventContext.Enter(context);
        state.Top.Ambient = context;
        try
        {
            _stop ??= new();
            return _topic.Bus.Telemetry.IsOn
                ? _subscription.ObserveAsync(entry.Event, _stop.Token)
                : _subscription.Async(entry.Event, _stop.Token);
        }
        finally
        {
            AmbientEventContext.Leave(before);
        }
    }

    private async Task CompleteAsync(QueueEntry<TEvent> entry, ValueTask pending)
    {
        var fault = await _subscription.CompleteAsync(pending);
        if (fault is TimeoutException && _stop is { } stop)
        {
            _stop = null;
            if (await _topic.Bus.Scheduler.CancelAsync(stop, Timeout, _topic.Bus.Clock) is { } thrown)
                fault = new TimeoutException(fault.Message, thrown);
        }

        Volatile.Write(ref _step, 0);
        Complete(entry, fault);
        _topic.Bus.Scheduler.Run(this);
    }

    private void Complete(QueueEntry<TEvent> entry, Exception? fault)
    {
        queue.Complete(entry, fault);
        _entry = null;
    }
}
