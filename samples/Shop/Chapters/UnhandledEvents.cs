namespace Plaza.Shop.Chapters;

/// <summary>An event without subscriptions is counted each time, and logged and published as UnhandledEvent once.</summary>
internal static class UnhandledEvents
{
    public static Task RunAsync(ChapterHost host)
    {
        host.Bus.Subscribe<UnhandledEvent>("watch", unhandled => Console.WriteLine($"  no subscriptions to {unhandled.EventName}"));

        var first = host.Bus.Publish(new WindowCleaned());
        var second = host.Bus.Publish(new WindowCleaned());

        Console.WriteLine($"  unhandled: {first.IsUnhandled}, {second.IsUnhandled}");
        return Task.CompletedTask;
    }
}
