using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Model;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Durable;

/// <summary>How far each durable subscription has come, and what it could not take in yet.</summary>
public sealed class Deliveries(IDbContextFactory<PlazaDb> reading, Committer committer) : IDeliveryStore
{
    public event Action? Released;

    public async ValueTask<long?> PlaceAsync(string subscription, CancellationToken ct = default)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Cursors.Where(row => row.Subscription == subscription).Select(row => (long?)row.Sequence).SingleOrDefaultAsync(ct);
    }

    public async ValueTask<IReadOnlyCollection<string>> HeldAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool behindParked, CancellationToken ct = default)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Deliveries
            .Where(row => row.Subscription == subscription && (behindParked || !row.IsParked) && subjects.Contains(row.Subject))
            .Select(row => row.Subject)
            .Distinct()
            .ToListAsync(ct);
    }

    public async ValueTask<IReadOnlyList<KeptDelivery>> DueAsync(string subscription, int most, bool behindParked, CancellationToken ct = default)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Deliveries
            .Where(row => row.Subscription == subscription && !row.IsParked)
            .Where(row => row.Subject == "" || !db.Deliveries.Any(earlier => earlier.Subscription == subscription
                && earlier.Subject == row.Subject && earlier.Sequence < row.Sequence && (behindParked || !earlier.IsParked)))
            .OrderBy(row => row.Due)
            .ThenBy(row => row.Sequence)
            .Take(most)
            .Select(row => new KeptDelivery(row.Sequence, row.Subject, row.Attempts, row.Due, row.Error, row.IsParked))
            .ToListAsync(ct);
    }

    public async ValueTask<bool> NoteAsync(DeliveryStep step, CancellationToken ct = default)
    {
        try
        {
            return await committer.CommitAsync(commit => Note(commit, step), ct);
        }
        catch (RefusedException busy) when (busy.Refusal is Refusal.Busy)
        {
            throw new JournalBusyException(busy.Message, busy);
        }
    }

    public async ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken ct = default) =>
        await ReleaseAsync(
            commit => commit.Run(
                $"""
                update deliveries set is_parked = {false}, attempts = 0, due = {commit.Now}
                where subscription = {subscription} and sequence = {sequence}
                """) is 1,
            ct);

    public async ValueTask<bool> DropAsync(string subscription, long sequence, CancellationToken ct = default) =>
        await ReleaseAsync(commit => Remove(commit, subscription, sequence), ct);

    public async ValueTask RewindAsync(string subscription, long sequence, CancellationToken ct = default) =>
        await ReleaseAsync(
            commit =>
            {
                commit.Run($"delete from deliveries where subscription = {subscription} and sequence > {sequence}");
                return commit.Run($"update cursors set sequence = {sequence} where subscription = {subscription}") is 1;
            },
            ct);

    public async ValueTask<IReadOnlyList<(string Subscription, KeptDelivery Delivery)>> KeptAsync(CancellationToken ct = default) =>
        [.. (await AllAsync(ct)).Select(row => (row.Subscription, new KeptDelivery(row.Sequence, row.Subject, row.Attempts, row.Due, row.Error, row.IsParked)))];

    /// <summary>All that waits or is parked, for the operator.</summary>
    public async Task<List<DeliveryRow>> AllAsync(CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Deliveries.AsNoTracking().OrderBy(row => row.Subscription).ThenBy(row => row.Sequence).ToListAsync(ct);
    }

    /// <summary>What may find that somebody else was here comes first, so that nothing has to be undone.</summary>
    private static bool Note(Commit commit, DeliveryStep step)
    {
        if (step.Place is { } place && !Move(commit, step.Subscription, place.From, place.To))
            return false;

        if (step.NoLongerKept is { } gone && !Remove(commit, step.Subscription, gone))
            return false;

        foreach (var done in step.Done)
            done.Apply(commit);

        foreach (var kept in step.Kept)
            Keep(commit, step.Subscription, kept);

        return true;
    }

    /// <returns>Whether the cursor stood where it was thought to stand; if not, somebody else has moved it.</returns>
    private static bool Move(Commit commit, string subscription, long from, long to) =>
        commit.Run(
            $"""
            insert into cursors (subscription, sequence) values ({subscription}, {to})
            on conflict (subscription) do update set sequence = {to} where cursors.sequence = {from}
            """) is 1;

    private static void Keep(Commit commit, string subscription, KeptDelivery kept) => commit.Run(
        $"""
        insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked)
        values ({subscription}, {kept.Sequence}, {kept.Subject}, {(long)kept.Attempts}, {kept.Due}, {kept.Error}, {kept.IsParked})
        on conflict (subscription, sequence) do update
        set attempts = excluded.attempts, due = excluded.due, error = excluded.error, is_parked = excluded.is_parked
        """);

    private static bool Remove(Commit commit, string subscription, long sequence) =>
        commit.Run($"delete from deliveries where subscription = {subscription} and sequence = {sequence}") is 1;

    private async ValueTask<bool> ReleaseAsync(Func<Commit, bool> release, CancellationToken ct)
    {
        var released = await committer.CommitAsync(release, ct);
        if (released)
            Released?.Invoke();

        return released;
    }
}
