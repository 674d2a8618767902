using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>
/// Delivers what was committed to the live handlers, in journal order and off the writer's thread, then gives the
/// signal to those who read on from tables, and completes the requests. It is on disk by then, so nothing that throws here
/// may keep a request from completing or end the loop.
/// </summary>
internal sealed class LiveDelivery
{
    private readonly Channel<CommittedBatch> _batches = Channel.CreateUnbounded<CommittedBatch>(new() { SingleReader = true, SingleWriter = true });
    private readonly IEventBus _bus;
    private readonly CommitSignal _signal;
    private readonly ILogger<LiveDelivery> _logger;
    private readonly Task _telling;

    public LiveDelivery(IEventBus bus, CommitSignal signal, ILogger<LiveDelivery> logger)
    {
        _bus = bus;
        _signal = signal;
        _logger = logger;
        _telling = Task.Run(TellAsync);
    }

    /// <summary>Never waits: how many batches can be waiting is bounded by how many requests may be unanswered.</summary>
    public void Enqueue(CommittedBatch batch) => _batches.Writer.TryWrite(batch);

    /// <summary>Tells what is left.</summary>
    public Task StopAsync()
    {
        _batches.Writer.TryComplete();
        return _telling;
    }

    private async Task TellAsync()
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

    /// <summary>The bus isolates handlers; what comes through is a fault of whoever observes them: a span, a counter, a log.</summary>
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
