namespace Plaza.Shop.Chapters;

/// <summary>See <see cref="Receipts"/>: a space is where an application usually subscribes.</summary>
internal static class BoundHandlers
{
    public static Task RunAsync(ShopFloor floor)
    {
        floor.Bus.Publish(new OrderPaid(1, "Ada"));
        return Task.CompletedTask;
    }
}
