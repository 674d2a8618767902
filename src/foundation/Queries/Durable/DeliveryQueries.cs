using Microsoft.EntityFrameworkCore;
using Plaza.Data.Database;

namespace Plaza.Queries.Durable;

/// <summary>Reads the status of durable subscriptions and their failed deliveries.</summary>
public sealed class DeliveryQueries(IDbContextFactory<PlazaDbContext> tables)
{
    /// <summary>The lag is counted up to this.</summary>
    public const int MaxLag = 10_000;

    private const int MaxFailed = 100;

    /// <param name="subscription">The name of its cursor.</param>
    /// <param name="types">The wire names of its events; other entries do not count as lag.</param>
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
        var deliveries = db.Deliveries.Where(row => row.Subscription == subscription);
        return new(subscription, cursor, last, lag, await deliveries.CountAsync(row => !row.IsParked, ct), await deliveries.CountAsync(row => row.IsParked, ct));
    }

    /// <summary>The deliveries that failed, at most a hundred: dead letters first, then those that wait for a retry.</summary>
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

/// <summary>The status of a durable subscription.</summary>
/// <param name="Subscription">The name of its cursor.</param>
/// <param name="Sequence">The last sequence it has read.</param>
/// <param name="Last">The last sequence of the journal.</param>
/// <param name="Lag">How many of its events are between the two, at most <see cref="DeliveryQueries.MaxLag"/>.</param>
/// <param name="Waiting">How many events wait for a retry, or behind one that does.</param>
/// <param name="DeadLettered">How many dead letters there are.</param>
public sealed record SubscriptionStatus(string Subscription, long Sequence, long Last, int Lag, int Waiting, int DeadLettered);

/// <summary>A failed delivery, without the payload of the event.</summary>
/// <param name="EventName">The wire name; empty when the entry does not exist.</param>
public sealed record FailedDelivery(
    string Subscription, long Sequence, string EventName, int Attempts, DateTimeOffset Due, string Error, bool IsDeadLettered);
