using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ;

namespace Plaza.BusBench.Scenarios;

/// <summary>A started host that publishes a journal to the broker.</summary>
internal sealed class RunningPublisher : IDisposable
{
    private readonly GeneratedJournal _journal = new();
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _confirmed = new(0);
    private readonly IHost _host;
    private long _left;

    public RunningPublisher(Uri broker, string exchange)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services
            .AddInMemoryJournal()
            .AddSingleton<IJournal>(_journal)
            .AddEventTypes(Register)
            .AddRabbitMQ(options => (options.Uri, options.Exchange, options.ConfirmWindow) = (broker, exchange, RawPublisher.Window))
            .AddRabbitMQPublisher();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "plaza.rabbitmq.confirmed")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) =>
        {
            if (Interlocked.Add(ref _left, -count) is 0)
                _confirmed.Release();
        });
        _listener.Start();
        _host = builder.Build();
        _host.Start();
    }

    public static void Register(EventTypeRegistry types) => types.AddFromAssembly(typeof(PostPublished).Assembly, JsonSerializerOptions.Web);

    public void Run(int times)
    {
        Interlocked.Add(ref _left, times);
        _journal.Grow(times);
        _confirmed.Wait();
    }

    public void Dispose()
    {
        _host.StopAsync().Wait();
        _host.Dispose();
        _listener.Dispose();
    }
}
