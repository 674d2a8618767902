using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Queues;

/// <summary>Shuts the queues down: handles queued events until the token is cancelled, and reports the rest as rejected.</summary>
internal sealed class QueueShutdown(EventBus bus)
{
    private IEnumerable<EventQueue> Queues => bus.Subscriptions.Select(subscription => subscription.Queue).OfType<EventQueue>();

    /// <param name="abort">Cancelled when nothing is waited for any more.</param>
    public async Task DrainAsync(CancellationToken abort)
    {
        try
        {
            await WhenIdleAsync(abort);
        }
        catch (OperationCanceledException)
        {
            // The remaining events are reported as rejected below.
        }

        // Reports are logged too, so a full queue of reports must not delay the stop.
        foreach (var subscription in bus.Subscriptions.OrderByDescending(subscription => subscription.EventType.IsOwn))
            subscription.Queue?.Close("the program ends");
    }

    /// <summary>A handler may fill a queue that was idle before: all are idle once no worker was started meanwhile.</summary>
    private async Task WhenIdleAsync(CancellationToken abort)
    {
        long before;
        do
        {
            before = WorkerCalls();
            await Task.WhenAll(Queues.Select(queue => queue.WhenIdleAsync())).WaitAsync(abort);
        }
        while (WorkerCalls() != before);
    }

    private long WorkerCalls() => Queues.Sum(queue => queue.WorkerCalls);
}
