namespace Plaza.Shop.Chapters;

/// <summary>A tool without the types subscribes by wire name and gets an envelope with the event as JSON.</summary>
internal static class SubscribeByName
{
    public static async Task RunAsync(ChapterHost host)
    {
        host.Bus.Subscribe("shop.order_placed", "webhook", (envelope, _) =>
        {
            Console.WriteLine($"  webhook: {envelope.Name}, version {envelope.Version}: {envelope.Payload}");
            return ValueTask.CompletedTask;
        });

        await host.Bus.PublishAsync(new OrderPlaced(1, "Ada", "cup"));
    }
}
