using Plaza.Spaces.Hosting;

namespace Plaza.Shop;

/// <summary>One method serves two subscriptions, with different bound arguments.</summary>
internal sealed class Receipts() : Space("receipts")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<string, OrderPaid>("mail", Send)
        .On<string, OrderPaid>("text message", Send);

    private static void Send(string by, OrderPaid paid) => Console.WriteLine($"  receipts: order {paid.Number} to {paid.Customer} by {by}");
}
