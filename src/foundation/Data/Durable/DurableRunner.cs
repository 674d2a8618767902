using Microsoft.Extensions.Logging;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;

namespace Plaza.Data.Durable;

/// <summary>
/// Reads on in the journal for one subscription and has what it finds delivered; comes back to what failed when its time
/// has come. Wakes when something is committed, and sleeps otherwise.
/// </summary>
internal sealed class DurableRunner(
    string subscription,
    DurableDelivery delivery,
    JournalReader journal,
    Deliveries deliveries,
    InFlight inFlight,
    TimeProvider clock,
    ILogger logger) : IDisposable
{
    private const int MostAtOnce = 256;
    private const int MostSkipped = 1_000;
    private static readonly TimeSpan Stumble = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Lock _targeting = new();
    private InFlight.Work? _work;
    private Task _running = Task.CompletedTask;
    private long _cursor;
    private long? _stored;
    private long _target;
    private bool _again;

    public async Task StartAsync(CancellationToken ct)
    {
        Wake(await journal.LastAsync(ct));
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _work?.Dispose();
        Dispose();
    }

    /// <summary>The semaphore holds nothing to give back, and a last signal may still come.</summary>
    public void Dispose() => _stopping.Dispose();

    /// <summary>There is something up to this sequence.</summary>
    public void Wake(long sequence)
    {
        lock (_targeting)
        {
            if (sequence <= _target)
                return;

            _target = sequence;
            _work ??= inFlight.Enter();
        }

        _signal.Release();
    }

    /// <summary>Something that waited may be tried at once.</summary>
    public void LookAgain()
    {
        lock (_targeting)
        {
            _again = true;
            _work ??= inFlight.Enter();
        }

        _signal.Release();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ReadOnAsync();
                await ComeBackAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                logger.SubscriptionStumbled(fault, subscription, Stumble.TotalSeconds);
                await SleepAsync(Stumble);
                _stored = null;
            }
        }
    }

    /// <summary>
    /// Delivers the next few. The stored cursor moves with them; over what concerns nobody here it follows now and then.
    /// </summary>
    private async Task ReadOnAsync()
    {
        _stored ??= _cursor = await deliveries.CursorAsync(subscription, _stopping.Token);
        var target = Target();
        if (_cursor >= target)
            return;

        var found = await journal.AfterAsync(_cursor, delivery.Types, MostAtOnce, _stopping.Token);
        var upTo = found.Count < MostAtOnce ? Math.Max(target, found is [.., var last] ? last.Sequence : 0) : found[^1].Sequence;

        if (found.Count > 0 || upTo - _stored >= MostSkipped)
        {
            var waiting = await deliveries.WaitingAsync(subscription, _stopping.Token);
            await delivery.DeliverAsync(found, [.. waiting.Select(row => row.Subject)], _stored.Value, upTo, _stopping.Token);
            _stored = upTo;
        }

        _cursor = upTo;
    }

    /// <summary>Tries again what is due, then sleeps until the next is, or until the signal.</summary>
    private async Task ComeBackAsync()
    {
        lock (_targeting)
            _again = false;

        var waiting = await deliveries.WaitingAsync(subscription, _stopping.Token);
        var heads = waiting.Where(row => row.Subject.Length is 0).Concat(waiting.Where(row => row.Subject.Length > 0).DistinctBy(row => row.Subject)).ToList();
        var due = heads.Where(row => row.Due <= clock.GetUtcNow()).ToList();

        foreach (var row in due)
        {
            await delivery.DeliverAgainAsync(row, await journal.EntryAsync(row.Sequence, _stopping.Token), _stopping.Token);
        }

        if (due.Count is 0 && Rest())
            await SleepAsync(heads.Count > 0 ? heads.Min(row => row.Due) - clock.GetUtcNow() : null);
    }

    private async Task SleepAsync(TimeSpan? time)
    {
        using var waking = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var signal = _signal.WaitAsync(waking.Token);
        var timer = Task.Delay(time is { } some ? TimeSpan.FromTicks(Math.Max(0, some.Ticks)) : Timeout.InfiniteTimeSpan, clock, waking.Token);
        await Task.WhenAny(signal, timer);
        await waking.CancelAsync();
        while (_signal.Wait(0, CancellationToken.None))
        {
            // Several signals need one look only.
        }
    }

    private long Target()
    {
        lock (_targeting)
            return _target;
    }

    /// <returns>False when something new came meanwhile.</returns>
    private bool Rest()
    {
        lock (_targeting)
        {
            if (_again || _cursor < _target)
                return false;

            _work?.Dispose();
            _work = null;
            return true;
        }
    }
}
