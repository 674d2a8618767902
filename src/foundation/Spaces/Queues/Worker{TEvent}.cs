using Plaza.Spaces.Events;
using Plaza.Spaces.Telling;

namespace Plaza.Spaces.Queues;

/// <summary>Gives the events of a mailbox to its handler, on a thread of the pool for as long as there are some.</summary>
internal sealed class Worker<TEvent>(Mailbox<TEvent> mailbox) : Worker, IThreadPoolWorkItem
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic = mailbox.Topic;
    private readonly Subscription<TEvent> _subscription = mailbox.Subscription;
    private CancellationTokenSource? _stop;
    private Entry<TEvent>? _current;
    private long _step;
    private long _events;

    /// <summary>It was scheduled and has not begun.</summary>
    public bool IsComing { get; set; }

    /// <summary>It hung and was left behind.</summary>
    public bool IsLeft { get; set; }

    public override TimeSpan Limit => _subscription.Limit;

    public override long Step => _current is null ? 0 : Volatile.Read(ref _step);

    public void Execute()
    {
        for (var handled = 0; handled < _topic.Bus.Scheduler.Stretch; handled++)
        {
            if (mailbox.Next(this, out var isHeld) is not { } entry)
                return;

            if (isHeld)
                mailbox.End(entry, null, isHeld: true);
            else if (!Handle(entry))
                return;
        }

        _topic.Bus.Scheduler.Run(this);
    }

    public override void Leave()
    {
        if (Interlocked.Exchange(ref _current, null) is not { } entry)
            return;

        mailbox.Leave(this);
        if (_stop is { } stop)
            _ = _topic.Bus.Scheduler.CancelAsync(stop);

        mailbox.End(entry, new TimeoutException($"It took longer than {Limit.TotalSeconds} s and was left behind."), isHeld: false);
    }

    /// <returns>False when the handler goes on by itself, or this worker was left behind.</returns>
    private bool Handle(Entry<TEvent> entry)
    {
        Volatile.Write(ref _step, ++_events);
        Volatile.Write(ref _current, entry);
        var turn = Turn.Here();
        var ambient = Ambient.Current;
        if (entry is { Context: null, Parent: null } && ambient is null)
            turn.Enter(_topic);
        else
            turn.Enter(_topic, entry.Context, entry.Parent, ambient);

        turn.Top.Position = -1;
        Exception? fault = null;
        ValueTask pending = default;
        try
        {
            if (_subscription.Call is { } call && !_topic.Bus.Telemetry.IsOn)
                call(entry.Happened);
            else
                pending = Begin(entry, turn);
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        if (!pending.IsCompletedSuccessfully)
        {
            entry.Context ??= turn.Top.Known();
            turn.Leave();
            Volatile.Write(ref _step, -1);
            _ = EndAsync(entry, pending);
            return false;
        }

        turn.Leave();
        return Ended(entry, fault);
    }

    private ValueTask Begin(Entry<TEvent> entry, Turn turn)
    {
        var context = entry.Context ??= turn.Top.Known();
        var before = Ambient.Enter(context);
        turn.Top.Ambient = context;
        try
        {
            _stop ??= new();
            return _topic.Bus.Telemetry.IsOn
                ? _subscription.ObserveAsync(entry.Happened, _stop.Token)
                : _subscription.Begin(entry.Happened, _stop.Token);
        }
        finally
        {
            Ambient.Leave(before);
        }
    }

    private async Task EndAsync(Entry<TEvent> entry, ValueTask pending)
    {
        var fault = await _topic.EndAsync(_subscription, pending);
        if (fault is TimeoutException && _stop is { } stop)
        {
            _stop = null;
            if (await _topic.Bus.Scheduler.CancelAsync(stop) is { } thrown)
                fault = new TimeoutException(fault.Message, thrown);
        }

        if (Ended(entry, fault))
            _topic.Bus.Scheduler.Run(this);
    }

    private bool Ended(Entry<TEvent> entry, Exception? fault)
    {
        if (Interlocked.Exchange(ref _current, null) is null)
            return false;

        mailbox.End(entry, fault, isHeld: false);
        return true;
    }
}
