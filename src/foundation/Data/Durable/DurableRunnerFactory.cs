using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Data.Durable;

/// <summary>What every runner needs.</summary>
internal sealed class DurableRunnerFactory(
    Committer committer, JournalReader journal, Deliveries deliveries, InFlight inFlight, TimeProvider clock, ILogger<DurableRunner> logger)
{
    public DurableRunner Make(string subscription, IReadOnlyList<DurableHandler> handlers) =>
        new(subscription, new(subscription, handlers, committer, clock, logger), journal, deliveries, inFlight, clock, logger);
}
