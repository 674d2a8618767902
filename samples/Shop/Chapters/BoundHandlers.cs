namespace Plaza.Shop.Chapters;

/// <summary>The subscriptions are in <see cref="Receipts"/>: an application usually subscribes in a space.</summary>
internal static class BoundHandlers
{
    public static Task RunAsync(ChapterHost host)
    {
        host.Bus.Publish(new OrderPaid(1, "Ada"));
        return Task.CompletedTask;
    }
}
