namespace Plaza.Shop.Chapters;

/// <summary>An order is placed; the inventory and the customer are notified, in the order of subscription.</summary>
internal static class Publishing
{
    private static readonly TaskCompletionSource MailServer = new();

    public static async Task RunAsync(ChapterHost host)
    {
        var inventory = new Inventory(host.Bus);
        host.Bus.Subscribe<OrderPlaced>("inventory", inventory.Take);
        host.Bus.Subscribe<OrderPlaced>("customers", SendMailAsync);
        host.Bus.Subscribe<StockTaken>("shelf", taken => Console.WriteLine($"  shelf: {taken.Left} left"));

        Console.WriteLine("Publish calls the handlers and returns; it does not await one that completes later.");
        var result = host.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
        Console.WriteLine($"  result: {result.Delivered} delivered, {result.Queued} pending");
        MailServer.SetResult();
        await host.WhenIdleAsync();

        Console.WriteLine("PublishAsync awaits all of them.");
        result = await host.Bus.PublishAsync(new OrderPlaced(2, "Bob", "cup") { Pieces = 3 });
        Console.WriteLine($"  result: {result.Delivered} delivered, {result.Queued} pending");
    }

    private static async ValueTask SendMailAsync(OrderPlaced placed, CancellationToken ct)
    {
        await MailServer.Task.WaitAsync(ct);
        await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        Console.WriteLine($"  customers: dear {placed.Customer}, order {placed.Number} is placed");
    }
}
