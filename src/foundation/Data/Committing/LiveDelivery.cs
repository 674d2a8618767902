using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>
/// Follows the journal: delivers every entry to the live handlers of this process once, in journal order and off the writer's thread, then raises the
/// commit signal and completes the requests. Entries of this process come from memory; those that other processes appended before them are read from the
/// table first. All of it is durable by then, so no exception may keep a request from completing or end the loop.
/// </summary>
internal sealed class LiveDelivery
{
    private const int BatchSize = 500;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly CommittedBatch WakeUp = new([], [], HasErased: false, IsFollowed: false);

    private readonly Channel<CommittedBatch> _batches = Channel.CreateUnbounded<CommittedBatch>(new() { SingleReader = true });
    private readonly IEventBus _bus;
    private readonly CommitSignal _signal;
    private readonly JournalReader _reader;
    private readonly JournalTail _tail;
    private readonly CascadeTracker _cascades;
    private readonly EventTypeRegistry _types;
    private readonly BatchCompletion _completion;
    private readonly ILogger<LiveDelivery> _logger;
    private readonly Task _delivering;
    private long _delivered = long.MaxValue;
    private long _appended;
    private int _isWakeUpQueued;
    private long _erasures;
    private long _cleared = long.MaxValue;
    private volatile bool _isStopping;

    public LiveDelivery(
        IEventBus bus,
        CommitSignal signal,
        JournalReader reader,
        JournalTail tail,
        CascadeTracker cascades,
        EventTypeRegistry types,
        BatchCompletion completion,
        ILogger<LiveDelivery> logger)
    {
        _bus = bus;
        _signal = signal;
        _reader = reader;
        _tail = tail;
        _cascades = cascades;
        _types = types;
        _completion = completion;
        _logger = logger;
        _delivering = Task.Run(DeliverAsync);
    }

    /// <summary>The sequence up to which the live handlers have got all entries; the greatest number before the start. Thread-safe.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>To be called before the first batch.</summary>
    /// <param name="sequence">Entries up to this are not delivered.</param>
    /// <param name="erasures">The number of erasing transactions so far: the tail has nothing of what they erased.</param>
    public void StartAfter(long sequence, long erasures)
    {
        Volatile.Write(ref _cleared, erasures);
        Volatile.Write(ref _delivered, sequence);
        _completion.ReportApplied(sequence);
    }

    /// <summary>Never waits: the queue is bounded by the number of unanswered requests that <see cref="WriteQueue"/> admits.</summary>
    public void Enqueue(CommittedBatch batch) => _batches.Writer.TryWrite(batch);

    /// <summary>The journal has committed entries up to this sequence, which may be of other processes. Never waits. Thread-safe.</summary>
    /// <param name="sequence">The last sequence.</param>
    /// <param name="erasures">The number of erasing transactions, which may be of other processes too: what they erased may be in the tail.</param>
    public void CatchUp(long sequence, long erasures = 0)
    {
        Raise(ref _appended, sequence);
        Raise(ref _erasures, erasures);
        if ((sequence > Delivered || erasures > Volatile.Read(ref _cleared)) && Interlocked.Exchange(ref _isWakeUpQueued, 1) is 0)
            Enqueue(WakeUp);
    }

    /// <summary>Completes when the queued batches are delivered.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        _batches.Writer.TryComplete();
        return _delivering;
    }

    private static void Raise(ref long field, long value)
    {
        for (var known = Volatile.Read(ref field); value > known; known = Volatile.Read(ref field))
            Interlocked.CompareExchange(ref field, value, known);
    }

    private async Task DeliverAsync()
    {
        await foreach (var batch in _batches.Reader.ReadAllAsync())
        {
            if (ReferenceEquals(batch, WakeUp))
            {
                Volatile.Write(ref _isWakeUpQueued, 0);
                await ReadUpToAsync(Volatile.Read(ref _appended));
                ClearErased();
                continue;
            }

            if (batch.Entries is [var first, ..])
                await ReadUpToAsync(first.Entry.Sequence - 1);

            Deliver(batch);
            _completion.Complete(batch);
        }
    }

    /// <summary>Called after the journal was read, so that nothing that was read before the erasure is added after it.</summary>
    private void ClearErased()
    {
        var erasures = Volatile.Read(ref _erasures);
        if (erasures <= _cleared)
            return;

        _tail.Clear();
        Volatile.Write(ref _cleared, erasures);
    }

    private void Deliver(CommittedBatch batch)
    {
        _tail.Add(batch.Entries, after: Delivered);
        if (batch.HasErased)
            _tail.Clear();

        foreach (var entry in batch.Entries)
        {
            var sequence = entry.Entry.Sequence;
            if (sequence <= Delivered)
                continue; // Read from the table already.

            if (entry.Event is { } @event)
                Publish(@event, entry.Context);

            Volatile.Write(ref _delivered, sequence);
        }

        Signal(batch.Entries is [.., var last] ? last.Entry.Sequence : 0);
    }

    /// <summary>Delivers entries from the table. Tries again until the table can be read or the server stops.</summary>
    private async Task ReadUpToAsync(long sequence)
    {
        for (var isLogged = false; Delivered < sequence;)
        {
            try
            {
                var rows = await _reader.ReadAfterAsync(Delivered, null, BatchSize, CancellationToken.None);
                if (rows is [])
                    return;

                Deliver(new([], rows.ConvertAll(Read), HasErased: false, IsFollowed: false));
                _completion.ReportApplied(Delivered);
            }
            catch (Exception fault)
            {
                if (!isLogged)
                    Report(() => _logger.JournalNotRead(fault, Delivered));

                isLogged = true;
                if (_isStopping)
                    return;

                await Task.Delay(RetryDelay);
            }
        }
    }

    private CommittedEntry Read(JournalRow row)
    {
        IEvent? @event = null;
        try
        {
            @event = row.Payload is null ? null : _types.Deserialize(row.Type, row.Version, row.Payload);
        }
        catch (Exception fault)
        {
            // Whatever is wrong with one entry must not keep back all that follow.
            Report(() => _logger.EntryNotDelivered(row.Sequence, row.Type, fault.Message));
        }

        var context = @event is null ? new() : _cascades.CreateContext(_types.Get(row.Type), row.Sequence, row.Time, row.Cause, row.Depth, row.Root);
        return new(@event, context, row.ToEntry(_types), row.Payload is null ? 0 : Encoding.UTF8.GetByteCount(row.Payload));
    }

    /// <summary>The bus isolates handlers; what it throws comes from an observer: a span, a counter, a log.</summary>
    private void Publish(IEvent @event, EventContext context)
    {
        try
        {
            _bus.Publish(@event, context);
        }
        catch (Exception fault)
        {
            Report(() => _logger.LiveDeliveryFailed(fault, context.Sequence));
        }
    }

    private void Signal(long sequence)
    {
        try
        {
            _signal.Notify(sequence);
        }
        catch (Exception fault)
        {
            Report(() => _logger.SignalFailed(fault, sequence));
        }
    }

    /// <summary>A log that throws has nowhere left to report to but standard error.</summary>
    private static void Report(Action log)
    {
        try
        {
            log();
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine(fault.Message);
        }
    }
}
