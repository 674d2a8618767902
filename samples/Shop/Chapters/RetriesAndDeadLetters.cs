namespace Plaza.Shop.Chapters;

/// <summary>A failed handler is retried; an event that fails for good is dead-lettered, with the later events of its key behind it, until it is replayed.</summary>
internal static class RetriesAndDeadLetters
{
    public static async Task RunAsync(ChapterHost host)
    {
        var printerHasPaper = false;
        host.Bus.Subscribe<HandlerFaulted>("watch", fault =>
            Console.WriteLine($"  attempt {fault.Attempt} failed: {fault.Message}{(fault.WillRetry ? "" : ", no more retries")}"));
        host.Bus.Subscribe<OrderPlaced>(
            "printer",
            placed =>
            {
                if (!printerHasPaper)
                    throw new InvalidOperationException("out of paper");

                Console.WriteLine($"  printer: order {placed.Number}");
            },
            Delivery.Queued(capacity: 100)
                .Retry(maxRetryAttempts: 2, delay: TimeSpan.FromMilliseconds(1))
                .PartitionedBy((OrderPlaced placed) => placed.Customer));

        await host.Bus.PublishAsync(new OrderPlaced(1, "Ada", "cup"));
        await host.Bus.PublishAsync(new OrderPlaced(2, "Ada", "cup"));
        await host.WhenIdleAsync();
        foreach (var letter in host.DeadLetters.All)
            Console.WriteLine($"  dead letter {letter.Id}: order {((OrderPlaced)letter.Event).Number}, {letter.Reason}");

        Console.WriteLine("The printer gets paper, and the first dead letter is replayed; the one behind it follows.");
        printerHasPaper = true;
        host.DeadLetters.Replay(host.DeadLetters.All[0].Id);
        await host.WhenIdleAsync();
        Console.WriteLine($"  dead letters: {host.DeadLetters.All.Count}");
    }
}
