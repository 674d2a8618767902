using Microsoft.EntityFrameworkCore;
using Plaza.Data.Sqlite;

namespace Plaza.Queries.Durable;

/// <summary>How far the durable subscriptions have come in the journal, and what they could not take in.</summary>
public sealed class DeliveryQueries(IDbContextFactory<PlazaDbContext> tables)
{
    /// <summary>Beyond it, lag is not counted to the end.</summary>
    public const int MaxLag = 10_000;

    private const int MaxFailed = 100;

    /// <param name="subscription">The name of its place.</param>
    /// <param name="types">The wire names of what it hears; other entries are no lag.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SubscriptionStatus> GetStatusAsync(string subscription, IReadOnlyList<string> types, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var last = await db.Journal.OrderByDescending(entry => entry.Sequence).Select(entry => entry.Sequence).FirstOrDefaultAsync(ct);
        var cursor = await db.Cursors.Where(row => row.Subscription == subscription).Select(row => row.Sequence).SingleOrDefaultAsync(ct);
        var lag = await db.Journal
            .Where(entry => entry.Sequence > cursor && types.Contains(entry.Type))
            .OrderBy(entry => entry.Sequence)
            .Take(MaxLag)
            .CountAsync(ct);
        var kept = db.Deliveries.Where(row => row.Subscription == subscription);
        return new(subscription, cursor, last, lag, await kept.CountAsync(row => !row.IsParked, ct), await kept.CountAsync(row => row.IsParked, ct));
    }

    /// <summary>What failed and is tried again later or is parked, at most a hundred, the parked ones first.</summary>
    public async Task<List<FailedDelivery>> GetFailedAsync(CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from row in db.Deliveries
            where row.IsParked || row.Attempts > 0
            join entry in db.Journal on row.Sequence equals entry.Sequence into entries
            from entry in entries.DefaultIfEmpty()
            orderby row.IsParked descending, row.Subscription, row.Sequence
            select new FailedDelivery(row.Subscription, row.Sequence, entry == null ? "" : entry.Type, row.Attempts, row.Due, row.Error, row.IsParked))
            .Take(MaxFailed)
            .ToListAsync(ct);
    }
}

/// <summary>Where a durable subscription stands.</summary>
/// <param name="Subscription">The name of its place.</param>
/// <param name="Sequence">It has read up to here.</param>
/// <param name="Last">The newest sequence of the journal.</param>
/// <param name="Lag">How many events that concern it lie between, up to <see cref="DeliveryQueries.MaxLag"/>.</param>
/// <param name="Waiting">How many events wait to be tried again, or behind one that does.</param>
/// <param name="DeadLettered">How many were given up for now.</param>
public sealed record SubscriptionStatus(string Subscription, long Sequence, long Last, int Lag, int Waiting, int DeadLettered);

/// <summary>A delivery that failed, without what the event says.</summary>
/// <param name="EventName">The wire name; empty when the entry was cut out.</param>
public sealed record FailedDelivery(
    string Subscription, long Sequence, string EventName, int Attempts, DateTimeOffset Due, string Error, bool IsDeadLettered);
