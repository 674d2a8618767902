using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Queues;
using Plaza.Spaces.Requests;

namespace Plaza.Spaces.Hosting;

/// <summary>
/// Configures the spaces at the start of the host and checks that every required request has a handler. At the stop, drains the queues.
/// </summary>
internal sealed class SpacesHostedService(
    IEnumerable<Space> spaces,
    IEnumerable<RequestContracts> contracts,
    SpaceCatalog catalog,
    EventBus bus,
    ILogger<SpacesHostedService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var all = spaces.ToList();
        foreach (var space in all)
            space.Configure(new(catalog, bus, space.Name));

        foreach (var contract in contracts)
            RequireHandlers(contract.Requests);

        foreach (var space in all)
            await space.StartAsync(cancellationToken);

        logger.SpacesStarted(all.Count, string.Join(", ", all.Select(space => space.Name)));
    }

    /// <summary>Handles queued events until the token is cancelled; reports the rest as rejected.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => new QueueShutdown(bus).DrainAsync(cancellationToken);

    private void RequireHandlers(IReadOnlyList<Type> requests)
    {
        var unanswered = requests
            .Except(catalog.RequestHandlers.Select(answer => answer.Request))
            .Select(type => type.Name)
            .ToList();

        if (unanswered.Count > 0)
            throw new InvalidOperationException($"No space handles {string.Join(", ", unanswered)}.");
    }
}

/// <summary>Types of requests that must have a handler.</summary>
internal sealed record RequestContracts(IReadOnlyList<Type> Requests)
{
    [RequiresUnreferencedCode("Looks for all requests of an assembly, of which trimming may have removed some.")]
    public static RequestContracts Of(Assembly assembly) =>
        new([.. assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.GetInterfaces().Any(IsRequest))]);

    private static bool IsRequest(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>);
}
