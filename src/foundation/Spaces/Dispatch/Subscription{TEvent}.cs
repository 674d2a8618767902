using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Dispatch;

/// <summary>A subscription with its handler, prepared for its delivery.</summary>
internal sealed class Subscription<TEvent> : Subscription
    where TEvent : IEvent
{
    private readonly Topic<TEvent> _topic;
    private readonly SubscriptionCircuitBreaker? _circuit;
    private readonly Func<bool>? _isTargetCollected;
    private readonly Lock _pausing = new();
    private Func<TEvent, CancellationToken, ValueTask>? _async;
    private long _handledBefore;
    private long _publishedBefore;
    private long _pending;
    private long _replayed;
    private bool _isPaused;

    public Subscription(Topic<TEvent> topic, HandlerRegistration<TEvent> registration)
        : base(registration.Name, registration.Space, topic.Type, registration.Delivery.Untyped, topic.Bus.Clock.GetUtcNow(), registration.By)
    {
        _topic = topic;
        _isTargetCollected = registration.IsTargetCollected;
        _publishedBefore = topic.PublishedCount;
        var pipeline = new HandlerPipeline<TEvent>(this, registration, topic.Bus);
        (Sync, _async, _circuit, NeedsContext) = (pipeline.Sync, pipeline.Async, pipeline.Circuit, pipeline.NeedsContext);
        Limit = pipeline.HasTimeout ? Timeout.InfiniteTimeSpan : topic.Bus.Options.HandlerTimeout;

        if (Delivery.Mode is not DeliveryMode.Inline)
            Queue = new(topic, this, registration.Delivery);
    }

    /// <summary>The handler, where it and all that wraps it are synchronous.</summary>
    public Action<TEvent>? Sync { get; }

    /// <summary>The handler as an asynchronous one.</summary>
    public Func<TEvent, CancellationToken, ValueTask> Async => _async ??= AsAsync(Sync!);

    internal override EventQueue<TEvent>? Queue { get; }

    /// <summary>Whether the handler needs the context.</summary>
    public bool NeedsContext { get; }

    /// <summary>Timeout of one call; infinite where the handler pipeline enforces it.</summary>
    public TimeSpan Limit { get; }

    public SlotList<Action<TEvent>>.Slot? SyncSlot { get; set; }

    public SlotList<Func<TEvent, CancellationToken, ValueTask>>.Slot? AsyncSlot { get; set; }

    public SlotList<EventQueue<TEvent>>.Slot? QueueSlot { get; set; }

    /// <summary>The subscription is weak and its target was collected.</summary>
    public bool IsTargetCollected => _isTargetCollected?.Invoke() is true;

    public override bool IsWeak => _isTargetCollected is not null;

    public override bool IsPaused => _isPaused;

    public override bool IsCircuitClosed => _circuit is not { IsOpen: true };

    public override int QueueLength => Queue?.Count ?? 0;

    public override long HandledCount
    {
        get
        {
            if (Queue is not null)
                return Queue.HandledCount;

            lock (_pausing)
                return Math.Max(0, CountPublished() + Volatile.Read(ref _replayed) - FaultedCount - RejectedCount - Volatile.Read(ref _pending));
        }
    }

    public override void Pause()
    {
        lock (_pausing)
        {
            if (_isPaused)
                return;

            _handledBefore = CountPublished();
            _isPaused = true;
            if (Queue is null)
                _topic.Handlers.SetPaused(this, paused: true);
            else
                Queue.Pause();
        }
    }

    public override void Resume()
    {
        lock (_pausing)
        {
            if (!_isPaused)
                return;

            _publishedBefore = _topic.PublishedCount;
            _isPaused = false;
            if (Queue is null)
                _topic.Handlers.SetPaused(this, paused: false);
            else
                Queue.Resume();
        }
    }

    public override void Dispose()
    {
        lock (_pausing)
        {
            if (!_topic.Handlers.Remove(this))
                return;

            _handledBefore = CountPublished();
            _isPaused = true;
        }

        Queue?.Close("its subscription was disposed");
        _topic.Bus.DeadLetters.Remove(this);
    }

    /// <summary>Counts inline handlers that were started and have not ended.</summary>
    public void AddPending(int more) => Interlocked.Add(ref _pending, more);

    /// <summary>Waits for the handler, at most for its timeout.</summary>
    /// <returns>The exception; null for success.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the handler has ended.</exception>
    public async ValueTask<Exception?> CompleteAsync(ValueTask pending, CancellationToken cancellationToken = default)
    {
        var running = pending.AsTask();
        try
        {
            await running.WaitAsync(Limit, _topic.Bus.Clock, cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !running.IsCompleted)
        {
            throw;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            TimedOutHandlers.ObserveException(running);
            return TimedOutHandlers.CreateTimeout(Limit);
        }
        catch (Exception fault)
        {
            // The handler may have completed at the same time as its timeout.
            return running.IsCompletedSuccessfully ? null : fault;
        }
    }

    /// <summary>Calls the handler in a span and measures it.</summary>
    public ValueTask ObserveAsync(TEvent @event, CancellationToken cancellationToken) =>
        _topic.Bus.Telemetry.ObserveAsync(this, EventContext.Current, _topic.Bus.Clock, () => Async(@event, cancellationToken));

    internal override bool Replay(DeadLetter deadLetter)
    {
        if (Queue is not null)
            return Queue.Replay(deadLetter);

        var taken = _topic.Bus.DeadLetters.Take(deadLetter);
        foreach (var one in taken)
        {
            Interlocked.Increment(ref _replayed);
            _ = DetachedHandlers.ReplayAsync(_topic.Bus, this, one);
        }

        return taken.Count > 0;
    }

    internal override void Discarded(DeadLetter deadLetter) => Queue?.Discarded(deadLetter);

    private static Func<TEvent, CancellationToken, ValueTask> AsAsync(Action<TEvent> handler) => (@event, _) =>
    {
        handler(@event);
        return ValueTask.CompletedTask;
    };

    private long CountPublished() => _isPaused ? _handledBefore : _handledBefore + _topic.PublishedCount - _publishedBefore;
}
