namespace Plaza.Shop.Chapters;

/// <summary>Handlers that run on threads of their own, at the same time, while the publisher waits for both.</summary>
internal static class ConcurrentHandlers
{
    public static async Task RunAsync(ShopFloor floor)
    {
        using var together = new Barrier(participantCount: 2);
        floor.Bus.Subscribe<OrderPlaced>("invoice", _ => together.SignalAndWait(), Delivery.Concurrent(maxConcurrency: 4));
        floor.Bus.Subscribe<OrderPlaced>("label", _ => together.SignalAndWait(), Delivery.Concurrent(maxConcurrency: 4));

        var result = await floor.Bus.PublishAsync(new OrderPlaced(1, "Ada", "cup"));

        Console.WriteLine($"  {result.Delivered} handlers met: each had to wait for the other, so both ran at once");
    }
}
