// Compiled ahead of time by NativeTests, against the package. The test compares its output.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Requests;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddSpace<Bells>().AddInMemoryJournal().AddEventPublisher<Ticked>();
using var host = builder.Build();
await host.StartAsync();

var bus = host.Services.GetRequiredService<IEventBus>();
var rang = host.Services.GetRequiredService<IEventPublisher<Rang>>();
var ticked = host.Services.GetRequiredService<IEventPublisher<Ticked>>();

await rang.PublishAsync(new(1));
await Bells.Queues.Task;
Console.WriteLine($"in two queues: {string.Join(", ", Bells.Queued.Order())}");

Console.WriteLine($"a struct is heard by {ticked.Publish(new(2)).Delivered}");
await bus.PublishAsync<IEvent>(new Ticked(3));

await bus.PublishAsync(new Kept(7));
Console.WriteLine($"durable: {await Bells.Durable.Task}");

var bell = new object();
bus.SubscribeWeak<object, Rang>("weak", bell, static (_, rang) => Console.WriteLine($"weak: {rang.Number}"));
bus.Subscribe<HandlerFaulted>("faults", fault => Console.WriteLine($"{fault.Handler} failed: {fault.Message}"));
bus.Subscribe<Ticked>("broken", _ => throw new InvalidOperationException("cracked"));
bus.Publish(new Ticked(4));
await rang.PublishAsync(new(5));
GC.KeepAlive(bell);

var answered = await host.Services.GetRequiredService<IRequestBus>().SendAsync(new HowOften());
Console.WriteLine($"it rang {answered} times");

try
{
    host.Services.GetRequiredService<IEventPublisher<Unnamed>>();
}
catch (InvalidOperationException)
{
    Console.WriteLine("the publisher of a struct must be added by name");
}

await host.StopAsync();

[EventName("native.rang")]
internal sealed record Rang(int Number) : IEvent;

[EventName("native.ticked")]
internal readonly record struct Ticked(int Number) : IEvent;

[EventName("native.kept")]
internal sealed record Kept(int Number) : IEvent;

[EventName("native.unnamed")]
internal readonly record struct Unnamed : IEvent;

internal sealed record HowOften : IQuery<int>;

internal sealed class Bells() : Space("bells")
{
    private int _rang;
    private int _tries;

    public static List<string> Queued { get; } = [];

    public static TaskCompletionSource Queues { get; } = new();

    public static TaskCompletionSource<int> Durable { get; } = new();

    protected override void Configure(SpaceBuilder space) => space
        .On<Rang>(Count)
        .On<Rang>(AtOnceAsync, Delivery.Concurrent(2).Timeout(TimeSpan.FromSeconds(30)))
        .On<Rang>(rang => Note($"queued {rang.Number}"), Delivery.Queued(8, QueueFullMode.DropOldest))
        .On<Rang>(rang => Note($"keyed {rang.Number}"), Delivery.Queued(8).PartitionedBy<Rang, int>(rang => rang.Number))
        .On<Ticked>(Tick)
        .On<Ticked>(TryAgainAsync, Delivery.Inline.Retry(1, TimeSpan.FromMilliseconds(1)).CircuitBreaker())
        .OnDurable<Kept>((stored, _) => Durable.TrySetResult(stored.Number))
        .Handles<HowOften, int>((_, _) => new(_rang));

    private void Count(Rang rang)
    {
        _rang++;
        Console.WriteLine($"inline: {rang.Number}");
    }

    private async ValueTask AtOnceAsync(Rang rang, EventContext context, CancellationToken ct)
    {
        await Task.Yield();
        Console.WriteLine($"concurrent: {rang.Number}, depth {context.Depth}");
    }

    private void Tick(Ticked ticked) => Console.WriteLine($"ticked: {ticked.Number}");

    private ValueTask TryAgainAsync(Ticked ticked, CancellationToken ct)
    {
        if (ticked.Number is 3 && ++_tries is 1)
            throw new InvalidOperationException("once more");

        if (ticked.Number is 3)
            Console.WriteLine($"tried {_tries} times");

        return ValueTask.CompletedTask;
    }

    private static void Note(string what)
    {
        lock (Queued)
        {
            Queued.Add(what);
            if (Queued.Count is 2)
                Queues.SetResult();
        }
    }
}
