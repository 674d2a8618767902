using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Shop;

/// <summary>A host with a new bus for each chapter.</summary>
internal sealed class ChapterHost(IHost app) : IAsyncDisposable
{
    public IEventBus Bus => app.Services.GetRequiredService<IEventBus>();

    public DeadLetterQueue DeadLetters => app.Services.GetRequiredService<DeadLetterQueue>();

    public static async Task<ChapterHost> OpenAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services
            .AddSpaces(options => options.MaxCascadeDepth = 8)
            .AddEventTypes(events => events.Add(EventsAsJson.Default.OrderPlaced))
            .AddSpace<Receipts>();

        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Completes when no work is in flight: the queues are empty and no handler runs.</summary>
    public Task WhenIdleAsync() => app.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        app.Dispose();
    }
}
