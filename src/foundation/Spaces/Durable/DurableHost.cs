using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;

namespace Plaza.Spaces.Durable;

/// <summary>Runs the durable subscriptions that the spaces have declared, each on its own.</summary>
internal sealed class DurableHost(
    SpaceCatalog catalog, EventBus bus, IJournal journal, IDeliveryStore store, Cascades cascades, ILogger<DurableHost> logger) : IHostedService
{
    private readonly List<DurableRunner> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listeners in catalog.DurableListeners.GroupBy(listener => listener.Delivery.Name!))
        {
            var all = listeners.ToList();
            var delivery = new DurableDelivery(new(listeners.Key, all), store, cascades, bus, logger);
            var runner = new DurableRunner(listeners.Key, all[0].Delivery, delivery, journal, store, bus.InFlight, bus.Scheduler, bus.Clock, logger);
            all.ForEach(listener => listener.Runner = runner);
            journal.Appended += runner.Wake;
            _running.Add(runner);
            await runner.StartAsync(cancellationToken);
        }

        store.Released += LookAgain;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        store.Released -= LookAgain;
        foreach (var runner in _running)
        {
            journal.Appended -= runner.Wake;
            await runner.StopAsync();
        }

        _running.Clear();
    }

    /// <summary>Has them look at once for what the operator has released.</summary>
    private void LookAgain() => _running.ForEach(runner => runner.LookAgain());
}
