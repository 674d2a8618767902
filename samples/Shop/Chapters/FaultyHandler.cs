namespace Plaza.Shop.Chapters;

/// <summary>A handler that throws harms neither the others nor the publisher, and its fault is an event too.</summary>
internal static class FaultyHandler
{
    public static Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Subscribe<HandlerFaulted>("watch", fault => Console.WriteLine($"  {fault.Handler} failed at {fault.EventName}: {fault.Message}"));
        floor.Bus.Subscribe<OrderPlaced>("loyalty", _ => throw new InvalidOperationException("no card on file"));
        floor.Bus.Subscribe<OrderPlaced>("customers", placed => Console.WriteLine($"  customers: thank you, {placed.Customer}"));

        var result = floor.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));

        Console.WriteLine($"  told: {result.Delivered} ended, {result.Faulted} failed");
        return Task.CompletedTask;
    }
}
