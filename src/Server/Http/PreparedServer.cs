using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>
/// Kestrel, which listens only after each door has handled a request: assemblies are loaded and types initialised while descriptors and
/// memory are free for it, and the first visitor does not wait for it.
/// </summary>
internal sealed class PreparedServer(IServer kestrel, InternalRequests requests) : IServer
{
    /// <summary>Cheap requests: none builds the model of EF Core, so that the start does not wait for it.</summary>
    private static readonly (string Method, string Path)[] Doors = [("GET", "/about"), ("GET", "/api/v1/custom_emojis"), ("POST", "/oauth/token")];

    public IFeatureCollection Features => kestrel.Features;

    /// <summary>An error response was logged and does not prevent the start: its cause may be the database, which can recover.</summary>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        foreach (var (method, path) in Doors)
            await requests.SendAsync(method, path, cancellationToken);

        await kestrel.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => kestrel.StopAsync(cancellationToken);

    public void Dispose() => kestrel.Dispose();
}

internal static class PreparedServerServices
{
    /// <summary>Decorates the registered server.</summary>
    public static IServiceCollection PrepareServer(this IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType!;
        return services.AddSingleton<IServer>(provider => new PreparedServer(
            (IServer)ActivatorUtilities.CreateInstance(provider, kestrel), provider.GetRequiredService<InternalRequests>()));
    }
}
