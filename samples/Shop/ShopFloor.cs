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

    public ParkedEvents Parked => host.Services.GetRequiredService<ParkedEvents>();

    public static async Task<ShopFloor> OpenAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services
            .AddSpaces(new SpacesOptions { DeepestCascade = 8 })
            .AddEvents(events => events.Add(EventsAsJson.Default.OrderPlaced))
            .AddSpace<Receipts>();

        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Waits until the queues are empty and no handler is at work.</summary>
    public Task QuietAsync() => host.Services.GetRequiredService<InFlight>().WhenQuietAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
