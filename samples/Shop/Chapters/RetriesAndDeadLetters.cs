namespace Plaza.Shop.Chapters;

/// <summary>A handler is tried again; what fails for good is parked, with the later events of its key behind it, until replayed.</summary>
internal static class RetriesAndDeadLetters
{
    public static async Task RunAsync(ShopFloor floor)
    {
        var printerHasPaper = false;
        floor.Bus.Subscribe<HandlerFaulted>("watch", fault =>
            Console.WriteLine($"  try {fault.Attempt} failed: {fault.Message}{(fault.WillRetry ? "" : ", and that was the last")}"));
        floor.Bus.Subscribe<OrderPlaced>(
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

        await floor.Bus.PublishAsync(new OrderPlaced(1, "Ada", "cup"));
        await floor.Bus.PublishAsync(new OrderPlaced(2, "Ada", "cup"));
        await floor.QuietAsync();
        foreach (var parked in floor.Parked.All)
            Console.WriteLine($"  parked under {parked.Id}: order {((OrderPlaced)parked.Event).Number}, since {parked.Reason}");

        Console.WriteLine("Somebody brings paper, and the first is replayed; what stands behind it follows.");
        printerHasPaper = true;
        floor.Parked.Replay(floor.Parked.All[0].Id);
        await floor.QuietAsync();
        Console.WriteLine($"  parked: {floor.Parked.All.Count}");
    }
}
