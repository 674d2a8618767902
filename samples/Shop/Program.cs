using Plaza.Shop;
using Plaza.Shop.Chapters;

// Every chapter is a file of its own, to be read in this order.
await TellAsync("1. An order is placed", Publishing.RunAsync);
await TellAsync("2. Two handlers at once", ConcurrentHandlers.RunAsync);
await TellAsync("3. A faulty handler harms nobody", FaultyHandler.RunAsync);
await TellAsync("4. Nobody listens", NobodyListens.RunAsync);
await TellAsync("5. What led to what", CausationAndCorrelation.RunAsync);
await TellAsync("6. A storm is cut", CascadeLimit.RunAsync);
await TellAsync("7. Round the handler", Decorators.RunAsync);
await TellAsync("8. A handler with an argument filled in", BoundHandlers.RunAsync);
await TellAsync("9. Only what concerns", Filters.RunAsync);
await TellAsync("10. In order for each customer", PartitionedQueue.RunAsync);
await TellAsync("11. Out of order, put right", Resequencing.RunAsync);
await TellAsync("12. Tried again, parked, replayed", RetriesAndDeadLetters.RunAsync);
await TellAsync("13. Who forgot to leave", WeakSubscriptions.RunAsync);
await TellAsync("14. By name, for tools", SubscribeByName.RunAsync);

static async Task TellAsync(string title, Func<ShopFloor, Task> chapter)
{
    Console.WriteLine(title);
    await using var floor = await ShopFloor.OpenAsync();
    await chapter(floor);
}
