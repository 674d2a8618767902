using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.BusBench.Scenarios;

/// <summary>The bus of a started host, with the stuck-handler detector running, as in an application.</summary>
internal sealed class RunningBus : IDisposable
{
    private readonly IHost _host;

    public RunningBus()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSpaces();
        _host = builder.Build();
        _host.Start();
        Bus = _host.Services.GetRequiredService<IEventBus>();
        Publisher = _host.Services.GetRequiredService<IEventPublisher<BenchmarkEvent>>();
    }

    public IEventBus Bus { get; }

    public IEventPublisher<BenchmarkEvent> Publisher { get; }

    public static RunningBus With(Action<BenchmarkEvent>[] handlers)
    {
        var bus = new RunningBus();
        foreach (var handler in handlers)
            bus.Bus.Subscribe("bench", handler);

        return bus;
    }

    public static RunningBus With(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers)
    {
        var bus = new RunningBus();
        foreach (var handler in handlers)
            bus.Bus.Subscribe("bench", handler);

        return bus;
    }

    public void Dispose() => _host.Dispose();
}
