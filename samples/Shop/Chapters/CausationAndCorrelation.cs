namespace Plaza.Shop.Chapters;

/// <summary>When, where and why an event happened travels beside it, not in it.</summary>
internal static class CausationAndCorrelation
{
    public static Task RunAsync(ShopFloor floor)
    {
        var order = "";
        var inventory = new Inventory(floor.Bus);
        floor.Bus.Subscribe<OrderPlaced>("audit", (_, context, _) => Note(order = context.Id, context));
        floor.Bus.Subscribe<OrderPlaced>("inventory", inventory.Take);
        floor.Bus.Subscribe<StockTaken>("audit", (_, context, _) =>
        {
            Console.WriteLine($"  the stock changed because of the order: {context.CausationId == order}");
            return Note(order, context);
        });

        floor.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));

        return Task.CompletedTask;
    }

    private static ValueTask Note(string order, EventContext context)
    {
        Console.WriteLine($"  audit: depth {context.Depth}, began with the order: {context.CorrelationId == order}");
        return ValueTask.CompletedTask;
    }
}
