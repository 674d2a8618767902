namespace Plaza.Shop.Chapters;

/// <summary>Handlers run on threads of the pool at the same time, and the publisher awaits both.</summary>
internal static class ConcurrentHandlers
{
    public static async Task RunAsync(ChapterHost host)
    {
        using var together = new Barrier(participantCount: 2);
        host.Bus.Subscribe<OrderPlaced>("invoice", _ => together.SignalAndWait(), Delivery.Concurrent(maxConcurrency: 4));
        host.Bus.Subscribe<OrderPlaced>("label", _ => together.SignalAndWait(), Delivery.Concurrent(maxConcurrency: 4));

        var result = await host.Bus.PublishAsync(new OrderPlaced(1, "Ada", "cup"));

        Console.WriteLine($"  {result.Delivered} handlers met at a barrier, so they ran at the same time");
    }
}
