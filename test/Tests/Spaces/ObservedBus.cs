using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Spaces;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

/// <summary>A bus with a clock set by the test, which records all reports.</summary>
internal sealed class ObservedBus : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<IEvent> _reports = new();

    private ObservedBus(SpaceTestHost host, VirtualTimeProvider clock, RecordingLoggerProvider log)
    {
        (Host, Clock, Log, Counters) = (host, clock, log, new(host.Services));
        Watch<HandlerFaulted>();
        Watch<EventDeadLettered>();
        Watch<EventRejected>();
        Watch<CircuitOpened>();
        Watch<CircuitClosed>();
        Watch<EventStormDetected>();
        Watch<UnhandledEvent>();
    }

    public SpaceTestHost Host { get; }

    public IEventBus Bus => Host.Bus;

    public VirtualTimeProvider Clock { get; }

    public RecordingLoggerProvider Log { get; }

    public MeterReader Counters { get; }

    public DeadLetterQueue DeadLetters => Host.Services.GetRequiredService<DeadLetterQueue>();

    public static async Task<ObservedBus> StartAsync(Action<SpacesOptions>? options = null, Action<SpaceBuilder>? ears = null)
    {
        var clock = new VirtualTimeProvider();
        var log = new RecordingLoggerProvider();
        var host = await SpaceTestHost.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(clock).AddLogging(logging => logging.AddProvider(log)).AddSpaces(options);
            if (ears is not null)
                services.AddSpace("ears", ears);
        });
        return new(host, clock, log);
    }

    public IReadOnlyList<T> Reports<T>() => [.. _reports.OfType<T>()];

    /// <summary>Advances the clock second by second until a task has completed.</summary>
    public async Task TurnUntilAsync(Task done)
    {
        for (var seconds = 0; await Task.WhenAny(done, Task.Delay(25)) != done; seconds++)
        {
            if (seconds > 600)
                throw new TimeoutException("It has not ended in ten minutes of turned time.");

            Clock.Advance(Second);
        }

        await done;
    }

    public async Task TurnUntilAsync(Func<bool> condition)
    {
        for (var seconds = 0; !condition(); seconds++)
        {
            if (seconds > 600)
                throw new TimeoutException("It has not come true in ten minutes of turned time.");

            Clock.Advance(Second);
            await Task.Delay(25);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Counters.Dispose();
        await Host.DisposeAsync();
    }

    private void Watch<TEvent>()
        where TEvent : IEvent => Bus.Subscribe<TEvent>("watch", said => _reports.Enqueue(said));
}
