using Plaza.Spaces.Events;
using Plaza.Spaces.Queues;

namespace Plaza.Spaces.Dispatch;

/// <summary>
/// The subscriptions of one event type. Inline handlers are in a list of synchronous handlers as long as all are synchronous;
/// otherwise in a second list of asynchronous ones, in the same order. Changed under a lock, read without.
/// </summary>
internal sealed class SubscriptionSet<TEvent>
    where TEvent : IEvent
{
    private readonly Lock _changing = new();
    private readonly SlotList<Action<TEvent>> _syncHandlers = new();
    private readonly SlotList<EventQueue<TEvent>> _queues = new();
    private readonly HashSet<Subscription<TEvent>> _all = [];
    private volatile SlotList<Func<TEvent, CancellationToken, ValueTask>>? _asyncHandlers;
    private volatile bool _areAllSync = true;
    private int _queueCount;
    private int _asyncCount;
    private int _needingContext;

    public SlotList<Action<TEvent>>.Segment SyncHandlers => _syncHandlers.Current;

    public SlotList<Func<TEvent, CancellationToken, ValueTask>>.Segment AsyncHandlers => (_asyncHandlers ?? CreateAsyncHandlers()).Current;

    public SlotList<EventQueue<TEvent>>.Segment Queues => _queues.Current;

    /// <summary>All handlers are inline and synchronous.</summary>
    public bool AreAllSync => _areAllSync;

    public bool HasQueues => Volatile.Read(ref _queueCount) > 0;

    /// <summary>Whether a handler needs the context, so that all handlers of one event must share one.</summary>
    public bool NeedsContext => Volatile.Read(ref _needingContext) > 0 || (HasQueues && _all.Count > 1);

    public IReadOnlyList<Subscription<TEvent>> All
    {
        get
        {
            lock (_changing)
                return [.. _all];
        }
    }

    /// <summary>The subscription of the inline handler in that slot.</summary>
    public Subscription? Inline(int position)
    {
        if (_areAllSync)
            return position < SyncHandlers.Used ? SyncHandlers.Slots[position].Owner : null;

        var asyncHandlers = AsyncHandlers;
        return position < asyncHandlers.Used ? asyncHandlers.Slots[position].Owner : null;
    }

    public void Add(Subscription<TEvent> subscription)
    {
        lock (_changing)
        {
            _all.Add(subscription);
            _needingContext += subscription.NeedsContext ? 1 : 0;
            if (subscription.Queue is { } queue)
            {
                subscription.QueueSlot = _queues.Add(queue, subscription);
                _queueCount++;
            }
            else
            {
                AddInline(subscription);
            }

            UpdateAllSync();
        }
    }

    public bool Remove(Subscription<TEvent> subscription)
    {
        lock (_changing)
        {
            if (!_all.Remove(subscription))
                return false;

            _needingContext -= subscription.NeedsContext ? 1 : 0;
            if (subscription.QueueSlot is { } slot)
            {
                _queues.Remove(slot);
                _queueCount--;
            }
            else
            {
                _asyncCount -= subscription.Sync is null ? 1 : 0;
                if (subscription.SyncSlot is { } syncSlot)
                    _syncHandlers.Remove(syncSlot);

                if (subscription.AsyncSlot is { } asyncSlot)
                    _asyncHandlers!.Remove(asyncSlot);
            }

            UpdateAllSync();
            return true;
        }
    }

    /// <summary>Skips an inline handler, or calls it again.</summary>
    public void SetPaused(Subscription<TEvent> subscription, bool paused)
    {
        lock (_changing)
        {
            if (!_all.Contains(subscription))
                return;

            if (subscription.SyncSlot is { } syncSlot)
                _syncHandlers.Set(syncSlot, paused ? null : subscription.Sync);

            if (subscription.AsyncSlot is { } asyncSlot)
                _asyncHandlers!.Set(asyncSlot, paused ? null : subscription.Async);
        }
    }

    private void AddInline(Subscription<TEvent> subscription)
    {
        if (subscription.Sync is { } handler)
            subscription.SyncSlot = _syncHandlers.Add(handler, subscription);
        else
            _asyncCount++;

        if (_asyncHandlers is not null || subscription.Sync is null)
            subscription.AsyncSlot = (_asyncHandlers ??= SyncAsAsync()).Add(subscription.Async, subscription);
    }

    private void UpdateAllSync() => _areAllSync = _queueCount is 0 && _asyncCount is 0;

    private SlotList<Func<TEvent, CancellationToken, ValueTask>> CreateAsyncHandlers()
    {
        lock (_changing)
            return _asyncHandlers ??= SyncAsAsync();
    }

    private SlotList<Func<TEvent, CancellationToken, ValueTask>> SyncAsAsync()
    {
        var asyncHandlers = new SlotList<Func<TEvent, CancellationToken, ValueTask>>();
        foreach (var slot in _syncHandlers.Current.ActiveSlots)
        {
            var subscription = (Subscription<TEvent>)slot.Owner;
            subscription.AsyncSlot = asyncHandlers.Add(subscription.Async, subscription);
            if (subscription.IsPaused)
                asyncHandlers.Set(subscription.AsyncSlot, null);
        }

        return asyncHandlers;
    }
}
