using System.Runtime.CompilerServices;

namespace Plaza.Shop.Chapters;

/// <summary>A weak subscription does not keep its target alive, and ends with it.</summary>
internal static class WeakSubscriptions
{
    public static Task RunAsync(ChapterHost host)
    {
        ComeAndGo(host);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        host.Bus.Publish(new OrderPlaced(2, "Bob", "cup"));

        Console.WriteLine($"  subscriptions to orders left: {host.Bus.Subscriptions.Count(one => one.EventType == EventType.Of<OrderPlaced>())}");
        return Task.CompletedTask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ComeAndGo(ChapterHost host)
    {
        var visitor = new Visitor();
        host.Bus.SubscribeWeak<Visitor, OrderPlaced>("visitor", visitor, static (visitor, placed) => visitor.See(placed));
        host.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
    }

    private sealed class Visitor
    {
        public void See(OrderPlaced placed) => Console.WriteLine($"  visitor: saw order {placed.Number}, and is not disposed");
    }
}
