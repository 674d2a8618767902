using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>
/// Tells the live listeners what was committed, in journal order and off the writer's thread, then gives the
/// signal to those who read on from tables, and answers the callers.
/// </summary>
internal sealed class LiveDelivery
{
    private readonly Channel<Batch> _batches = Channel.CreateUnbounded<Batch>(new() { SingleReader = true, SingleWriter = true });
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

    /// <summary>Never waits: how many batches can be waiting is bounded by how many orders may be unanswered.</summary>
    public void Tell(Batch batch) => _batches.Writer.TryWrite(batch);

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
            foreach (var (happened, context) in batch.Events)
                _bus.Publish(happened, context);

            Give(batch.Events is [.., var (_, last)] ? last.Sequence : 0);

            foreach (var order in batch.Orders)
                order.Complete();
        }
    }

    private void Give(long sequence)
    {
        try
        {
            _signal.Give(sequence);
        }
        catch (Exception fault)
        {
            _logger.SignalFailed(fault, sequence);
        }
    }
}
