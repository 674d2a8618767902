using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;

namespace Plaza.Shop;

/// <summary>A bus to which nobody listens yet. Every chapter has one of its own.</summary>
internal sealed class ShopFloor(IHost host) : IAsyncDisposable
{
    public IEventBus Bus => host.Services.GetRequiredService<IEventBus>();

    public DeadLetterQueue Parked => host.Services.GetRequiredService<DeadLetterQueue>();

    public static async Task<ShopFloor> OpenAsync()
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

    /// <summary>Waits until the queues are empty and no handler is at work.</summary>
    public Task QuietAsync() => host.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
