namespace Plaza.Shop.Chapters;

/// <summary>A filter: the handler gets large orders only.</summary>
internal static class Filters
{
    public static Task RunAsync(ChapterHost host)
    {
        host.Bus.Subscribe<OrderPlaced>(
            "wholesale",
            placed => Console.WriteLine($"  wholesale: order {placed.Number}, {placed.Pieces} pieces"),
            Delivery.Inline.Where((OrderPlaced placed) => placed.Pieces >= 100));

        host.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
        host.Bus.Publish(new OrderPlaced(2, "Bob", "cup") { Pieces = 500 });

        return Task.CompletedTask;
    }
}
