using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>Gives the events of a mailbox to its handler, on a thread of the pool for as long as there are some.</summary>
internal sealed class Worker<TEvent>(Mailbox<TEvent> mailbox) : Worker, IThreadPoolWorkItem
    where TEvent : IEvent
{
    private const long Left = long.MinValue;

    private readonly Topic<TEvent> _topic = mailbox.Topic;
    private readonly Subscription<TEvent> _subscription = mailbox.Subscription;
    private CancellationTokenSource? _stop;
    private Entry<TEvent>? _current;
    private long _step;
    private long _events;

    /// <summary>It was scheduled and has not begun.</summary>
    public bool IsComing { get; set; }

    public override TimeSpan Limit => _subscription.Limit;

    public override long Step => Volatile.Read(ref _step);

    public void Execute()
    {
        for (var handled = 0; handled < _topic.Bus.Scheduler.MaxEventsPerTurn; handled++)
        {
            if (mailbox.Next(this) is not { } entry || !Handle(entry))
                return;
        }

        _topic.Bus.Scheduler.Run(this);
    }

    public override void Leave(long step)
    {
        // Who changes the step owns the entry; the hanging handler must not touch it any more.
        if (Interlocked.CompareExchange(ref _step, Left, step) != step)
            return;

        mailbox.Leave(this);
        if (_stop is { } stop)
            _ = _topic.Bus.Scheduler.CancelAsync(stop, Limit, _topic.Bus.Clock);

        mailbox.End(_current!, TimedOutHandlers.CreateTimeout(Limit));
    }

    /// <returns>False when the handler goes on by itself, or this worker was left behind.</returns>
    private bool Handle(Entry<TEvent> entry)
    {
        _current = entry;
        var step = ++_events;
        Volatile.Write(ref _step, step);
        var turn = ThreadDispatchState.Current();
        var ambient = AmbientEventContext.Current;
        if (entry is { Context: null, Parent: null } && ambient is null)
            turn.Enter(_topic);
        else
            turn.Enter(_topic, entry.Context, entry.Parent, ambient);

        turn.Top.Position = -1;
        Exception? fault = null;
        ValueTask pending = default;
        try
        {
            if (_subscription.Sync is { } call && !_topic.Bus.Telemetry.IsOn)
                call(entry.Happened);
            else
                pending = Begin(entry, turn);
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        var context = turn.Top.Context;
        turn.Exit();
        var next = pending.IsCompletedSuccessfully ? 0 : -step;
        if (Interlocked.CompareExchange(ref _step, next, step) != step)
        {
            TimedOutHandlers.ObserveException(pending.AsTask());
            return false;
        }

        entry.Context ??= context;
        if (next is 0)
        {
            mailbox.End(entry, fault);
            return true;
        }

        _ = EndAsync(entry, pending);
        return false;
    }

    private ValueTask Begin(Entry<TEvent> entry, ThreadDispatchState turn)
    {
        var context = entry.Context ??= turn.Top.GetContext();
        var before = AmbientEventContext.Enter(context);
        turn.Top.Ambient = context;
        try
        {
            _stop ??= new();
            return _topic.Bus.Telemetry.IsOn
                ? _subscription.ObserveAsync(entry.Happened, _stop.Token)
                : _subscription.Async(entry.Happened, _stop.Token);
        }
        finally
        {
            AmbientEventContext.Leave(before);
        }
    }

    private async Task EndAsync(Entry<TEvent> entry, ValueTask pending)
    {
        var fault = await _subscription.CompleteAsync(pending);
        if (fault is TimeoutException && _stop is { } stop)
        {
            _stop = null;
            if (await _topic.Bus.Scheduler.CancelAsync(stop, Limit, _topic.Bus.Clock) is { } thrown)
                fault = new TimeoutException(fault.Message, thrown);
        }

        Volatile.Write(ref _step, 0);
        mailbox.End(entry, fault);
        _topic.Bus.Scheduler.Run(this);
    }
}
