using System.Runtime.CompilerServices;

namespace Plaza.Shop.Chapters;

/// <summary>A weak subscription does not keep its owner alive, and ends with it.</summary>
internal static class WeakSubscriptions
{
    public static Task RunAsync(ShopFloor floor)
    {
        ComeAndGo(floor);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        floor.Bus.Publish(new OrderPlaced(2, "Bob", "cup"));

        Console.WriteLine($"  subscriptions to orders left: {floor.Bus.Subscriptions.Count(one => one.EventType == EventType.Of<OrderPlaced>())}");
        return Task.CompletedTask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ComeAndGo(ShopFloor floor)
    {
        var visitor = new Visitor();
        floor.Bus.SubscribeWeak<Visitor, OrderPlaced>("visitor", visitor, static (visitor, placed) => visitor.See(placed));
        floor.Bus.Publish(new OrderPlaced(1, "Ada", "cup"));
    }

    private sealed class Visitor
    {
        public void See(OrderPlaced placed) => Console.WriteLine($"  visitor: saw order {placed.Number}, and goes without a word");
    }
}
