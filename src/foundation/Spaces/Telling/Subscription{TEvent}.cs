using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Telling;

/// <summary>A listener with its handler, made ready for the way in which it is told.</summary>
internal sealed class Subscription<TEvent> : Subscription
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic;
    private readonly Circuit? _circuit;
    private readonly Func<bool>? _isForgotten;
    private readonly Lock _pausing = new();
    private Func<TEvent, CancellationToken, ValueTask>? _begin;
    private long _handledBefore;
    private long _toldBefore;
    private long _pending;
    private long _toldAgain;
    private bool _isPaused;

    public Subscription(Topic<TEvent> topic, Listener<TEvent> listener)
        : base(listener.Name, listener.Space, topic.Type, listener.Delivery.Plain, topic.Bus.Clock.GetUtcNow(), listener.By)
    {
        _topic = topic;
        _isForgotten = listener.IsForgotten;
        _toldBefore = topic.Told;
        var guarded = new Guarded<TEvent>(this, listener, topic.Bus);
        (Call, _begin, _circuit, IsCurious) = (guarded.Call, guarded.Begin, guarded.Circuit, guarded.IsCurious);
        Limit = guarded.KeepsTime ? Timeout.InfiniteTimeSpan : topic.Bus.Options.HandlerLimit;

        if (Delivery.Mode is not DeliveryMode.Inline)
            Mailbox = new(topic, this, listener.Delivery);
    }

    /// <summary>The handler, where it is synchronous and nothing stands round it that is not.</summary>
    public Action<TEvent>? Call { get; }

    /// <summary>The handler as an asynchronous one.</summary>
    public Func<TEvent, CancellationToken, ValueTask> Begin => _begin ??= AsBegin(Call!);

    internal override Mailbox<TEvent>? Mailbox { get; }

    /// <summary>Whether it asks for the context.</summary>
    public bool IsCurious { get; }

    /// <summary>How long one call may take; infinite where something round the handler sees to that.</summary>
    public TimeSpan Limit { get; }

    public Listing<Action<TEvent>>.Place? CallPlace { get; set; }

    public Listing<Func<TEvent, CancellationToken, ValueTask>>.Place? BeginPlace { get; set; }

    public Listing<Mailbox<TEvent>>.Place? MailboxPlace { get; set; }

    /// <summary>It is weak and its target is gone, so it hears nothing any more.</summary>
    public bool IsForgotten => _isForgotten?.Invoke() is true;

    public override bool IsWeak => _isForgotten is not null;

    public override bool IsPaused => _isPaused;

    public override bool IsCircuitClosed => _circuit is not { IsOpen: true };

    public override int Waiting => Mailbox?.Count ?? 0;

    public override long Handled
    {
        get
        {
            if (Mailbox is not null)
                return Mailbox.Handled;

            lock (_pausing)
                return Math.Max(0, Told() + Volatile.Read(ref _toldAgain) - Faulted - Refused - Volatile.Read(ref _pending));
        }
    }

    public override void Pause()
    {
        lock (_pausing)
        {
            if (_isPaused)
                return;

            _handledBefore = Told();
            _isPaused = true;
            if (Mailbox is null)
                _topic.Listeners.Pass(this, over: true);
            else
                Mailbox.Pause();
        }
    }

    public override void Resume()
    {
        lock (_pausing)
        {
            if (!_isPaused)
                return;

            _toldBefore = _topic.Told;
            _isPaused = false;
            if (Mailbox is null)
                _topic.Listeners.Pass(this, over: false);
            else
                Mailbox.Resume();
        }
    }

    public override void Dispose()
    {
        lock (_pausing)
        {
            if (!_topic.Listeners.Remove(this))
                return;

            _handledBefore = Told();
            _isPaused = true;
        }

        Mailbox?.Close("its listener has left");
        _topic.Bus.Parked.Forget(this);
    }

    /// <summary>An inline handler was begun and has not ended, or has.</summary>
    public void Pending(int more) => Interlocked.Add(ref _pending, more);

    /// <summary>Waits for the handler, but not for ever.</summary>
    /// <returns>What went wrong, if anything did.</returns>
    public async ValueTask<Exception?> EndAsync(ValueTask pending)
    {
        var running = pending.AsTask();
        try
        {
            await running.WaitAsync(Limit, _topic.Bus.Clock);
            return null;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            LeftBehind.LookAway(running);
            return LeftBehind.After(Limit);
        }
        catch (Exception fault)
        {
            // It may have ended well in the very moment in which its time ran out.
            return running.IsCompletedSuccessfully ? null : fault;
        }
    }

    /// <summary>Calls the handler while somebody watches.</summary>
    public ValueTask ObserveAsync(TEvent happened, CancellationToken ct) =>
        _topic.Bus.Telemetry.ObserveAsync(this, EventContext.Current, _topic.Bus.Clock, () => Begin(happened, ct));

    internal override bool Replay(ParkedEvent parked)
    {
        if (Mailbox is not null)
            return Mailbox.Replay(parked);

        var taken = _topic.Bus.Parked.Take(parked);
        foreach (var one in taken)
        {
            Interlocked.Increment(ref _toldAgain);
            _ = Aside.TellAgainAsync(_topic.Bus, this, one);
        }

        return taken.Count > 0;
    }

    internal override void Dropped(ParkedEvent parked) => Mailbox?.Dropped(parked);

    private static Func<TEvent, CancellationToken, ValueTask> AsBegin(Action<TEvent> call) => (happened, _) =>
    {
        call(happened);
        return ValueTask.CompletedTask;
    };

    private long Told() => _isPaused ? _handledBefore : _handledBefore + _topic.Told - _toldBefore;
}
