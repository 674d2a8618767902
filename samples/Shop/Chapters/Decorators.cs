namespace Plaza.Shop.Chapters;

/// <summary>Decorators wrap a handler, here with a log message and a measurement. Reports use the name of the subscription.</summary>
internal static class Decorators
{
    private static readonly List<TimeSpan> Times = [];

    public static Task RunAsync(ChapterHost host)
    {
        host.Bus.Subscribe<HandlerFaulted>("watch", fault => Console.WriteLine($"  {fault.Handler} failed: {fault.Message}"));
        var subscription = host.Bus.Subscribe<OrderPlaced>("packing", Pack, Delivery.Inline.Decorate<OrderPlaced>(Logged).Decorate(Timed));

        host.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
        host.Bus.Publish(new OrderPlaced(2, "Bob", "piano"));

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
        Console.WriteLine($"  log: order {placed.Number} received");
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
