namespace Plaza.Shop.Chapters;

/// <summary>Two handlers cause each other's events without end. The cascade limit suppresses an event, and the report names the cycle.</summary>
internal static class CascadeLimit
{
    public static Task RunAsync(ChapterHost host)
    {
        host.Bus.Subscribe<EventStormDetected>("watch", storm => Console.WriteLine($"  suppressed at depth {storm.Depth}: {storm.Cycle}"));
        host.Bus.Subscribe<PriceLowered>("rival", ours => host.Bus.Publish(new RivalFollowed(ours.Article, ours.Euros - 1)));
        host.Bus.Subscribe<RivalFollowed>("us", theirs =>
        {
            Console.WriteLine($"  rival: {theirs.Euros} €");
            host.Bus.Publish(new PriceLowered(theirs.Article, theirs.Euros - 1));
        });

        host.Bus.Publish(new PriceLowered("cup", 20));

        return Task.CompletedTask;
    }
}
