namespace Plaza.Shop.Chapters;

/// <summary>An order is placed; the inventory and the customer hear of it, in the order of subscribing.</summary>
internal static class Publishing
{
    private static readonly TaskCompletionSource MailServer = new();

    public static async Task RunAsync(ShopFloor floor)
    {
        var inventory = new Inventory(floor.Bus);
        floor.Bus.Subscribe<OrderPlaced>("inventory", inventory.Take);
        floor.Bus.Subscribe<OrderPlaced>("customers", TellAsync);
        floor.Bus.Subscribe<StockTaken>("shelf", taken => Console.WriteLine($"  shelf: {taken.Left} left"));

        Console.WriteLine("Publish runs the handlers and returns; it does not wait for one that goes on later.");
        var result = floor.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
        Console.WriteLine($"  told: {result.Delivered} ended, {result.Queued} to end later");
        MailServer.SetResult();
        await floor.QuietAsync();

        Console.WriteLine("PublishAsync waits for all of them.");
        result = await floor.Bus.PublishAsync(new OrderPlaced(2, "Bob", "cup") { Pieces = 3 });
        Console.WriteLine($"  told: {result.Delivered} ended, {result.Queued} to end later");
    }

    private static async ValueTask TellAsync(OrderPlaced placed, CancellationToken ct)
    {
        await MailServer.Task.WaitAsync(ct);
        await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        Console.WriteLine($"  customers: dear {placed.Customer}, order {placed.Number} is placed");
    }
}
