using Plaza.Shop;
using Plaza.Shop.Chapters;

// Each chapter is one file; read them in this order.
await RunAsync("1. An order is placed", Publishing.RunAsync);
await RunAsync("2. Concurrent handlers", ConcurrentHandlers.RunAsync);
await RunAsync("3. A faulty handler is isolated", FaultyHandler.RunAsync);
await RunAsync("4. Unhandled events", UnhandledEvents.RunAsync);
await RunAsync("5. Causation and correlation", CausationAndCorrelation.RunAsync);
await RunAsync("6. The cascade limit", CascadeLimit.RunAsync);
await RunAsync("7. Decorators", Decorators.RunAsync);
await RunAsync("8. A handler with a bound argument", BoundHandlers.RunAsync);
await RunAsync("9. Filters", Filters.RunAsync);
await RunAsync("10. A queue with an order per customer", PartitionedQueue.RunAsync);
await RunAsync("11. Resequencing", Resequencing.RunAsync);
await RunAsync("12. Retries and dead letters", RetriesAndDeadLetters.RunAsync);
await RunAsync("13. Weak subscriptions", WeakSubscriptions.RunAsync);
await RunAsync("14. Subscribing by name", SubscribeByName.RunAsync);

static async Task RunAsync(string title, Func<ChapterHost, Task> chapter)
{
    Console.WriteLine(title);
    await using var host = await ChapterHost.OpenAsync();
    await chapter(host);
}
