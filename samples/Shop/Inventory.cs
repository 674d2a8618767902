namespace Plaza.Shop;

/// <summary>Tracks the stock and publishes its changes.</summary>
internal sealed class Inventory(IEventBus bus)
{
    private int _cups = 10;

    public void Take(OrderPlaced placed)
    {
        _cups -= placed.Pieces;
        Console.WriteLine($"  inventory: {placed.Pieces} × {placed.Article} for order {placed.Number}");
        bus.Publish(new StockTaken(placed.Article, _cups));
    }
}
