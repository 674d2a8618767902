namespace Plaza.Shop.Chapters;

/// <summary>A tool knows no types: it subscribes by name, and gets the envelope with the event as JSON.</summary>
internal static class SubscribeByName
{
    public static async Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Subscribe("shop.order_placed", "webhook", (envelope, _) =>
        {
            Console.WriteLine($"  webhook: {envelope.Name}, version {envelope.Version}: {envelope.Payload}");
            return ValueTask.CompletedTask;
        });

        await floor.Bus.PublishAsync(new OrderPlaced(1, "Ada", "cup"));
    }
}
