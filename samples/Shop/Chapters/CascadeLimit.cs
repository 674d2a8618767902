namespace Plaza.Shop.Chapters;

/// <summary>We follow the rival, the rival follows us. The storm guard cuts, and names the circle.</summary>
internal static class CascadeLimit
{
    public static Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Subscribe<EventStormDetected>("watch", storm => Console.WriteLine($"  cut at depth {storm.Depth}: {storm.Cycle}"));
        floor.Bus.Subscribe<PriceLowered>("rival", ours => floor.Bus.Publish(new RivalFollowed(ours.Article, ours.Euros - 1)));
        floor.Bus.Subscribe<RivalFollowed>("us", theirs =>
        {
            Console.WriteLine($"  rival: {theirs.Euros} €");
            floor.Bus.Publish(new PriceLowered(theirs.Article, theirs.Euros - 1));
        });

        floor.Bus.Publish(new PriceLowered("cup", 20));

        return Task.CompletedTask;
    }
}
