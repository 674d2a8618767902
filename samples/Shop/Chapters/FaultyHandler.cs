namespace Plaza.Shop.Chapters;

/// <summary>A handler that throws affects neither the others nor the publisher, and its fault is published as an event.</summary>
internal static class FaultyHandler
{
    public static Task RunAsync(ChapterHost host)
    {
        host.Bus.Subscribe<HandlerFaulted>("watch", fault => Console.WriteLine($"  {fault.Handler} failed at {fault.EventName}: {fault.Message}"));
        host.Bus.Subscribe<OrderPlaced>("loyalty", _ => throw new InvalidOperationException("no card on file"));
        host.Bus.Subscribe<OrderPlaced>("customers", placed => Console.WriteLine($"  customers: thank you, {placed.Customer}"));

        var result = host.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));

        Console.WriteLine($"  result: {result.Delivered} delivered, {result.Faulted} faulted");
        return Task.CompletedTask;
    }
}
