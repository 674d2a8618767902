using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>
/// Delivers committed events to the live handlers, in journal order and off the writer's thread, then raises the commit signal and completes the
/// requests. All of it is durable by then, so no exception may keep a request from completing or end the loop.
/// </summary>
internal sealed class LiveDelivery
{
    private readonly Channel<CommittedBatch> _batches = Channel.CreateUnbounded<CommittedBatch>(new() { SingleReader = true, SingleWriter = true });
    private readonly IEventBus _bus;
    private readonly CommitSignal _signal;
    private readonly ILogger<LiveDelivery> _logger;
    private readonly Task _delivering;

    public LiveDelivery(IEventBus bus, CommitSignal signal, ILogger<LiveDelivery> logger)
    {
        _bus = bus;
        _signal = signal;
        _logger = logger;
        _delivering = Task.Run(DeliverAsync);
    }

    /// <summary>Never waits: the queue is bounded by the number of unanswered requests that <see cref="WriteQueue"/> admits.</summary>
    public void Enqueue(CommittedBatch batch) => _batches.Writer.TryWrite(batch);

    /// <summary>Completes when the queued batches are delivered.</summary>
    public Task StopAsync()
    {
        _batches.Writer.TryComplete();
        return _delivering;
    }

    private async Task DeliverAsync()
    {
        await foreach (var batch in _batches.Reader.ReadAllAsync())
        {
            foreach (var (@event, context) in batch.Events)
                Publish(@event, context);

            Signal(batch.Events is [.., var (_, last)] ? last.Sequence : 0);

            foreach (var request in batch.Requests)
                request.Complete();
        }
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
