namespace Plaza.Shop.Chapters;

/// <summary>Timestamp, sequence and causation are in the context of an event, not in the event.</summary>
internal static class CausationAndCorrelation
{
    public static Task RunAsync(ChapterHost host)
    {
        var order = "";
        var inventory = new Inventory(host.Bus);
        host.Bus.Subscribe<OrderPlaced>("audit", (_, context, _) => Print(order = context.Id, context));
        host.Bus.Subscribe<OrderPlaced>("inventory", inventory.Take);
        host.Bus.Subscribe<StockTaken>("audit", (_, context, _) =>
        {
            Console.WriteLine($"  caused by the order: {context.CausationId == order}");
            return Print(order, context);
        });

        host.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));

        return Task.CompletedTask;
    }

    private static ValueTask Print(string order, EventContext context)
    {
        Console.WriteLine($"  audit: depth {context.Depth}, correlated with the order: {context.CorrelationId == order}");
        return ValueTask.CompletedTask;
    }
}
