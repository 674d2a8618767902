using System.Collections.Concurrent;

namespace Plaza.Shop.Chapters;

/// <summary>Orders of one customer are handled one after the other, those of different customers at the same time.</summary>
internal static class PartitionedQueue
{
    public static async Task RunAsync(ChapterHost host)
    {
        var handled = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        host.Bus.Subscribe<OrderPlaced>(
            "dispatch",
            async (placed, ct) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(8 - placed.Number), ct);
                handled.GetOrAdd(placed.Customer, _ => []).Enqueue(placed.Number);
            },
            Delivery.Queued(capacity: 100).PartitionedBy((OrderPlaced placed) => placed.Customer, maxConcurrency: 4));

        foreach (var number in Enumerable.Range(1, 6))
            await host.Bus.PublishAsync(new OrderPlaced(number, number % 2 is 0 ? "Bob" : "Ada", "cup"));

        await host.WhenIdleAsync();
        foreach (var (customer, numbers) in handled.OrderBy(one => one.Key, StringComparer.Ordinal))
            Console.WriteLine($"  {customer}: {string.Join(", ", numbers)}");
    }
}
