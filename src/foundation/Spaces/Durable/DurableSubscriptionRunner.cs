using Microsoft.Extensions.Logging;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Reads the journal for one durable subscription, delivers the entries, and retries pending deliveries when they are due. Wakes when entries are
/// appended, and sleeps otherwise.
/// </summary>
internal sealed class DurableSubscriptionRunner(
    string subscription,
    Delivery start,
    DurableDispatcher delivery,
    IJournal journal,
    IDeliveryStore store,
    InFlightTracker inFlight,
    WorkScheduler scheduler,
    TimeProvider clock,
    ILogger logger) : IDisposable
{
    private const int BatchSize = 256;
    private const int CursorSaveInterval = 1_000;
    private const int LogEveryNthFailure = 60;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Lock _targeting = new();
    private InFlightTracker.Scope? _work;
    private Task _running = Task.CompletedTask;
    private long _cursor;
    private long? _storedCursor;
    private long _target;
    private bool _recheck;
    private int _failures;
    private volatile bool _isPaused;
    private volatile bool _isInactive;

    /// <summary>Number of entries after the cursor; 0 while another process runs the subscription.</summary>
    public long Lag
    {
        get
        {
            lock (_targeting)
                return _isInactive ? 0 : Math.Max(0, _target - Volatile.Read(ref _cursor));
        }
    }

    public bool IsPaused => _isPaused;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadCursorAsync(cancellationToken);
        Wake(await journal.GetLastSequenceAsync(cancellationToken));
        _running = scheduler.RunAsync(() => new(RunAsync()));
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        _signal.Release();
        await _running;
        _work?.Dispose();
        Dispose();
    }

    /// <summary>Does not dispose the semaphore, since it holds no handle and a last signal may still arrive.</summary>
    public void Dispose() => _stopping.Dispose();

    /// <summary>Entries up to this sequence were appended.</summary>
    public void Wake(long sequence)
    {
        lock (_targeting)
        {
            if (sequence <= _target)
                return;

            _target = sequence;
            _work ??= inFlight.Begin();
        }

        _signal.Release();
    }

    /// <summary>A pending delivery was released, or the cursor was moved back.</summary>
    public void Recheck()
    {
        lock (_targeting)
        {
            _recheck = true;
            _work ??= inFlight.Begin();
        }

        _signal.Release();
    }

    /// <summary>Stops the delivery; events stay in the journal.</summary>
    public void Pause() => _isPaused = true;

    public void Resume()
    {
        _isPaused = false;
        Recheck();
    }

    /// <summary>Whether this process runs the subscription. Another may have moved the cursor meanwhile.</summary>
    public void SetActive(bool isActive)
    {
        _isInactive = !isActive;
        Recheck();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (_isPaused || _isInactive)
                {
                    _storedCursor = null; // Another process may move it.
                    TryGoIdle(force: true);
                    await SleepAsync(null);
                    continue;
                }

                await ReadNextAsync();
                await RetryDueAsync();
                _failures = 0;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (CursorConflictException)
            {
                _storedCursor = null;
            }
            catch (CircuitOpenException open)
            {
                _storedCursor = null;
                await SleepAsync(open.RetryAfter ?? RetryDelay);
            }
            catch (Exception fault)
            {
                if (_failures++ % LogEveryNthFailure is 0)
                    logger.SubscriptionFailed(fault, subscription, RetryDelay.TotalSeconds);

                await SleepAsync(RetryDelay);
                _storedCursor = null;
            }
        }
    }

    /// <summary>Stores the initial cursor of a new subscription, so that it keeps its start even when no event follows.</summary>
    private async Task LoadCursorAsync(CancellationToken cancellationToken)
    {
        if (await store.GetCursorAsync(subscription, cancellationToken) is { } cursor)
        {
            _cursor = cursor;
            return;
        }

        var first = start.StartFrom switch
        {
            { Time: { } time } => await journal.GetLastSequenceBeforeAsync(time, cancellationToken),
            { Sequence: { } sequence } => sequence,
            { IsNow: true } => await journal.GetLastSequenceAsync(cancellationToken),
            _ => 0,
        };

        await store.SaveAsync(new(subscription) { CursorMove = new(0, first) }, cancellationToken);
        _cursor = first;
    }

    /// <summary>
    /// Delivers the next batch. The stored cursor moves with it; over entries of other events it is saved from time to time.
    /// </summary>
    private async Task ReadNextAsync()
    {
        if (_storedCursor is null)
            Volatile.Write(ref _cursor, (_storedCursor = await store.GetCursorAsync(subscription, _stopping.Token) ?? 0).Value);

        var target = Target();
        if (_cursor >= target)
            return;

        var found = await journal.ReadAsync(_cursor, delivery.Names, BatchSize, _stopping.Token);
        var upTo = found.Count < BatchSize ? Math.Max(target, found is [.., var last] ? last.Sequence : 0) : found[^1].Sequence;

        if (found.Count > 0 || upTo - _storedCursor >= CursorSaveInterval)
        {
            var blocked = delivery.HasPending && found.Count > 0
                ? await store.GetBlockedSubjectsAsync(subscription, [.. found.Select(entry => entry.Subject).Distinct()], start.BlocksOnDeadLetter, _stopping.Token)
                : [];
            await delivery.DeliverAsync(found, [.. blocked], _storedCursor.GetValueOrDefault(), upTo, _stopping.Token);
            _storedCursor = upTo;
        }

        Volatile.Write(ref _cursor, upTo);
    }

    /// <summary>Attempts due deliveries, then sleeps until the next one is due or a signal arrives.</summary>
    private async Task RetryDueAsync()
    {
        lock (_targeting)
        {
            delivery.HasPending |= _recheck;
            _storedCursor = _recheck ? null : _storedCursor;
            _recheck = false;
        }

        var heads = delivery.HasPending ? await store.GetDueAsync(subscription, BatchSize, start.BlocksOnDeadLetter, _stopping.Token) : [];
        delivery.HasPending &= heads.Count > 0 || start.BlocksOnDeadLetter;
        var due = heads.Where(pending => pending.NextAttemptAt <= clock.GetUtcNow()).ToList();

        foreach (var pending in due)
        {
            var entry = await journal.ReadAsync(pending.Sequence - 1, null, 1, _stopping.Token);
            await delivery.RetryAsync(pending, entry is [{ } found] && found.Sequence == pending.Sequence ? found : null, _stopping.Token);
        }

        if (due.Count is 0 && TryGoIdle(force: false))
            await SleepAsync(heads.Count > 0 ? heads[0].NextAttemptAt - clock.GetUtcNow() : null);
    }

    private async Task SleepAsync(TimeSpan? time)
    {
        var wait = time is { } some ? TimeSpan.FromTicks(Math.Max(0, some.Ticks)) : Timeout.InfiniteTimeSpan;
        using var timer = clock.CreateTimer(_ => _signal.Release(), null, wait, Timeout.InfiniteTimeSpan);
        await _signal.WaitAsync(CancellationToken.None);
        while (_signal.Wait(0, CancellationToken.None))
        {
            // One check serves several signals.
        }
    }

    private long Target()
    {
        lock (_targeting)
            return _target;
    }

    /// <returns>False when new entries were appended meanwhile.</returns>
    private bool TryGoIdle(bool force)
    {
        lock (_targeting)
        {
            if (!force && (_recheck || _storedCursor is null || _cursor < _target))
                return false;

            _work?.Dispose();
            _work = null;
            return true;
        }
    }
}
