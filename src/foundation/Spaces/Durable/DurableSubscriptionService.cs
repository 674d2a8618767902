using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;

namespace Plaza.Spaces.Durable;

/// <summary>Runs the declared durable subscriptions, independently of each other.</summary>
internal sealed class DurableSubscriptionService(
    SpaceCatalog catalog,
    EventBus bus,
    IJournal journal,
    IDeliveryStore store,
    CascadeTracker cascades,
    SubscriptionActivation activation,
    ILogger<DurableSubscriptionService> logger) : IHostedService
{
    private readonly List<DurableSubscriptionRunner> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var group in catalog.Durables.GroupBy(subscription => subscription.Delivery.SubscriptionName!))
        {
            var all = group.ToList();
            var delivery = new DurableDispatcher(new(group.Key, all), store, cascades, bus, logger);
            var runner = new DurableSubscriptionRunner(group.Key, all[0].Delivery, delivery, journal, store, bus.InFlight, bus.Scheduler, bus.Clock, logger);
            all.ForEach(subscription => subscription.Runner = runner);
            journal.Appended += runner.Wake;
            _running.Add(runner);
            runner.SetActive(activation.IsActive);
            await runner.StartAsync(cancellationToken);
        }

        store.RetryRequested += Recheck;
        activation.Changed += Activate;
        Activate(); // It may have changed meanwhile.
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        activation.Changed -= Activate;
        store.RetryRequested -= Recheck;
        foreach (var runner in _running)
        {
            journal.Appended -= runner.Wake;
            await runner.StopAsync();
        }

        _running.Clear();
    }

    /// <summary>Wakes all runners for deliveries that the operator released.</summary>
    private void Recheck() => _running.ForEach(runner => runner.Recheck());

    private void Activate() => _running.ForEach(runner => runner.SetActive(activation.IsActive));
}
