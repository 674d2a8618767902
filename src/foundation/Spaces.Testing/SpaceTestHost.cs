using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Telling;

namespace Plaza.Spaces.Testing;

/// <summary>
/// A few spaces on a bus of their own. What is told to it has been dealt with when the call returns:
/// it waits until nothing is in flight, and needs no pauses.
/// </summary>
public sealed class SpaceTestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private SpaceTestHost(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    public IServiceProvider Services => _services;

    public IEventBus Bus => _services.GetRequiredService<IEventBus>();

    public static async Task<SpaceTestHost> StartAsync(Action<IServiceCollection> spaces, CancellationToken ct = default)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics();
        spaces(services);
        services.AddSpaces();

        var host = new SpaceTestHost(services.BuildServiceProvider());
        try
        {
            foreach (var hosted in host._hosted)
                await hosted.StartAsync(ct);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Publishes, through the journal where there is one, and waits until all that follows from it is done.</summary>
    public async Task HappensAsync(IEvent happened, CancellationToken ct = default)
    {
        if (_services.GetService<IJournal>() is { } journal)
            await journal.AppendAsync(happened, ct: ct);
        else
            await Bus.PublishAsync(happened, ct: ct);

        await QuietAsync();
    }

    /// <summary>Waits until nothing is in flight.</summary>
    public Task QuietAsync() => _services.GetRequiredService<InFlight>().WhenQuietAsync();

    public ValueTask<TAnswer> AskAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken ct = default) =>
        _services.GetRequiredService<IRequestBus>().AskAsync(request, ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in Enumerable.Reverse(_hosted))
            await hosted.StopAsync(CancellationToken.None);

        await _services.DisposeAsync();
    }
}
