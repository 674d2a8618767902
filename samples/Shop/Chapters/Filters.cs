namespace Plaza.Shop.Chapters;

/// <summary>A filter: the handler is told of large orders alone.</summary>
internal static class Filters
{
    public static Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Subscribe<OrderPlaced>(
            "wholesale",
            placed => Console.WriteLine($"  wholesale: order {placed.Number}, {placed.Pieces} pieces"),
            Delivery.Inline.Where((OrderPlaced placed) => placed.Pieces >= 100));

        floor.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
        floor.Bus.Publish(new OrderPlaced(2, "Bob", "cup") { Pieces = 500 });

        return Task.CompletedTask;
    }
}
