using Microsoft.Extensions.Hosting;
using Plaza.Data.Committing;
using Plaza.Spaces.Hosting;

namespace Plaza.Data.Durable;

/// <summary>Runs the durable subscriptions that the spaces have declared, each on its own.</summary>
internal sealed class DurableSubscriptions(
    SpaceCatalog catalog, CommitSignal signal, Deliveries deliveries, DurableRunnerFactory runners) : IHostedService
{
    private readonly List<DurableRunner> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var handlers in catalog.Durable.GroupBy(handler => handler.Subscription))
        {
            var runner = runners.Make(handlers.Key, [.. handlers]);
            signal.Committed += runner.Wake;
            _running.Add(runner);
            await runner.StartAsync(cancellationToken);
        }

        deliveries.Released += LookAgain;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        deliveries.Released -= LookAgain;
        foreach (var runner in _running)
        {
            signal.Committed -= runner.Wake;
            await runner.StopAsync();
        }
    }

    /// <summary>Has them look at once for what the operator has released.</summary>
    private void LookAgain() => _running.ForEach(runner => runner.LookAgain());
}
