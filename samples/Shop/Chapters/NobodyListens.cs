namespace Plaza.Shop.Chapters;

/// <summary>An event to which nobody listens is counted each time, and logged and told once.</summary>
internal static class NobodyListens
{
    public static Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Subscribe<UnhandledEvent>("watch", unhandled => Console.WriteLine($"  nobody listens to {unhandled.EventName}"));

        var first = floor.Bus.Publish(new WindowCleaned());
        var second = floor.Bus.Publish(new WindowCleaned());

        Console.WriteLine($"  unhandled: {first.IsUnhandled}, {second.IsUnhandled}");
        return Task.CompletedTask;
    }
}
