namespace Plaza.Shop.Chapters;

/// <summary>Something put round a handler, here a log and a clock. Reports still call it by its own name.</summary>
internal static class Decorators
{
    private static readonly List<TimeSpan> Times = [];

    public static Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Subscribe<HandlerFaulted>("watch", fault => Console.WriteLine($"  {fault.Handler} failed: {fault.Message}"));
        var subscription = floor.Bus.Subscribe<OrderPlaced>("packing", Pack, Delivery.Inline.Decorate<OrderPlaced>(Logged).Decorate(Timed));

        floor.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
        floor.Bus.Publish(new OrderPlaced(2, "Bob", "piano"));

        Console.WriteLine($"  {subscription.Name} was measured {Times.Count} times: {subscription.HandledCount} handled, {subscription.FaultedCount} failed");
        return Task.CompletedTask;
    }

    private static void Pack(OrderPlaced placed)
    {
        if (placed.Article is "piano")
            throw new InvalidOperationException("the box is too small");

        Console.WriteLine($"  packing: a {placed.Article}");
    }

    private static EventHandlerDelegate<OrderPlaced> Logged(EventHandlerDelegate<OrderPlaced> handle) => async (placed, context, ct) =>
    {
        Console.WriteLine($"  log: order {placed.Number} comes");
        await handle(placed, context, ct);
        Console.WriteLine($"  log: order {placed.Number} done");
    };

    private static EventHandlerDelegate<OrderPlaced> Timed(EventHandlerDelegate<OrderPlaced> handle) => async (placed, context, ct) =>
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            await handle(placed, context, ct);
        }
        finally
        {
            Times.Add(TimeProvider.System.GetElapsedTime(begun));
        }
    };
}
