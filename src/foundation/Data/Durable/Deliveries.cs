using Microsoft.EntityFrameworkCore;
using Plaza.Data.Committing;
using Plaza.Data.Model;

namespace Plaza.Data.Durable;

/// <summary>How far each durable subscription has come, and what it could not take in yet.</summary>
public sealed class Deliveries(IDbContextFactory<PlazaDb> reading, Committer committer)
{
    /// <summary>Something that waited or was parked may be tried at once.</summary>
    internal event Action? Released;

    public async Task<long> CursorAsync(string subscription, CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Cursors.Where(row => row.Subscription == subscription).Select(row => row.Sequence).SingleOrDefaultAsync(ct);
    }

    /// <returns>Whether the cursor stood where it was thought to stand; if not, somebody else has moved it.</returns>
    internal static bool Move(Commit commit, string subscription, long from, long to) =>
        commit.Run(
            $"""
            insert into cursors (subscription, sequence) values ({subscription}, {to})
            on conflict (subscription) do update set sequence = {to} where cursors.sequence = {from}
            """) is 1;

    internal static void Keep(Commit commit, DeliveryRow row) => commit.Run(
        $"""
        insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked)
        values ({row.Subscription}, {row.Sequence}, {row.Subject}, {(long)row.Attempts}, {row.Due}, {row.Error}, {row.IsParked})
        on conflict (subscription, sequence) do update
        set attempts = excluded.attempts, due = excluded.due, error = excluded.error, is_parked = excluded.is_parked
        """);

    /// <returns>False when it was gone already, so its effect must not happen again.</returns>
    internal static bool Remove(Commit commit, string subscription, long sequence) =>
        commit.Run($"delete from deliveries where subscription = {subscription} and sequence = {sequence}") is 1;

    /// <summary>Gives a parked or waiting event all its tries again, from now.</summary>
    /// <returns>False when there is none such.</returns>
    public async ValueTask<bool> ReleaseAsync(string subscription, long sequence, CancellationToken ct)
    {
        var released = await committer.CommitAsync(
            commit => commit.Run(
                $"""
                update deliveries set is_parked = {false}, attempts = 0, due = {commit.Now}
                where subscription = {subscription} and sequence = {sequence}
                """) is 1,
            ct);

        if (released)
            Released?.Invoke();

        return released;
    }

    /// <summary>What still waits to be tried, oldest first.</summary>
    internal async Task<List<DeliveryRow>> WaitingAsync(string subscription, CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Deliveries.AsNoTracking()
            .Where(row => row.Subscription == subscription && !row.IsParked)
            .OrderBy(row => row.Sequence)
            .ToListAsync(ct);
    }

    /// <summary>All that waits or is parked, for the operator.</summary>
    public async Task<List<DeliveryRow>> AllAsync(CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Deliveries.AsNoTracking().OrderBy(row => row.Subscription).ThenBy(row => row.Sequence).ToListAsync(ct);
    }
}
