using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Queues;

/// <summary>The end of the program, for what is queued: it is handled as long as there is time, and the rest is reported.</summary>
internal sealed class LastCall(EventBus bus)
{
    private IEnumerable<Mailbox> Mailboxes => bus.Subscriptions.Select(subscription => subscription.Queue).OfType<Mailbox>();

    /// <param name="timeIsUp">Cancelled when nothing is waited for any more.</param>
    public async Task EndAsync(CancellationToken timeIsUp)
    {
        try
        {
            await HandledAsync(timeIsUp);
        }
        catch (OperationCanceledException)
        {
            // What is left is reported now.
        }

        // Reports stand in the log too, and a full queue of them must not hold the program up.
        foreach (var subscription in bus.Subscriptions.OrderByDescending(subscription => subscription.Type.IsOwn))
            subscription.Queue?.Close("the program ends");
    }

    /// <summary>One queue may fill another that was looked at before: all are done once none was called to work meanwhile.</summary>
    private async Task HandledAsync(CancellationToken timeIsUp)
    {
        long before;
        do
        {
            before = Calls();
            await Task.WhenAll(Mailboxes.Select(mailbox => mailbox.WhenHandledAsync())).WaitAsync(timeIsUp);
        }
        while (Calls() != before);
    }

    private long Calls() => Mailboxes.Sum(mailbox => mailbox.Calls);
}
