using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Plaza.Server.Http;

/// <summary>
/// Kestrel, which listens only after each door has answered a request: their assemblies are loaded and their types initialised while there
/// are descriptors and memory for it, and the first visitor does not wait for it.
/// </summary>
internal sealed class PreparedServer(IServer kestrel, InternalRequests requests) : IServer
{
    /// <summary>The cheapest of each door: none builds Entity Framework's model, which a start need not wait for.</summary>
    private static readonly (string Method, string Path)[] Doors = [("GET", "/about"), ("GET", "/api/v1/custom_emojis"), ("POST", "/oauth/token")];

    public IFeatureCollection Features => kestrel.Features;

    /// <summary>A response that is an error was logged and does not keep the server from starting: the database may be at fault, and recover.</summary>
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
    /// <summary>Puts <see cref="PreparedServer"/> round the server that was registered.</summary>
    public static IServiceCollection PrepareServer(this IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType!;
        return services.AddSingleton<IServer>(provider => new PreparedServer(
            (IServer)ActivatorUtilities.CreateInstance(provider, kestrel), provider.GetRequiredService<InternalRequests>()));
    }
}
