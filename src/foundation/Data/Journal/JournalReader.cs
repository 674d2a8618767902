using Microsoft.EntityFrameworkCore;
using Plaza.Data.Model;

namespace Plaza.Data.Journal;

/// <summary>Reads the journal. Safe to use from any thread.</summary>
public sealed class JournalReader(IDbContextFactory<PlazaDb> reading)
{
    /// <returns>The newest sequence, 0 when nothing has happened yet.</returns>
    public async Task<long> LastAsync(CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Journal.OrderByDescending(entry => entry.Sequence).Select(entry => entry.Sequence).FirstOrDefaultAsync(ct);
    }

    /// <returns>The last sequence before that time; 0 when there is none.</returns>
    public async Task<long> LastBeforeAsync(DateTimeOffset time, CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Journal.Where(entry => entry.Time < time).OrderByDescending(entry => entry.Sequence).Select(entry => entry.Sequence).FirstOrDefaultAsync(ct);
    }

    /// <summary>What follows <paramref name="sequence"/> of these types, or of all, oldest first, at most <paramref name="most"/>.</summary>
    public async Task<List<JournalRow>> AfterAsync(long sequence, IReadOnlyList<string>? types, int most, CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Journal.AsNoTracking()
            .Where(entry => entry.Sequence > sequence && (types == null || types.Contains(entry.Type)))
            .OrderBy(entry => entry.Sequence)
            .Take(most)
            .ToListAsync(ct);
    }

    public async Task<JournalRow?> EntryAsync(long sequence, CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Journal.AsNoTracking().SingleOrDefaultAsync(entry => entry.Sequence == sequence, ct);
    }

    /// <returns>The furthest that any durable subscription has read: the journal was at least that long once.</returns>
    public async Task<long> ReadUpToAsync(CancellationToken ct)
    {
        await using var db = await reading.CreateDbContextAsync(ct);
        return await db.Cursors.OrderByDescending(cursor => cursor.Sequence).Select(cursor => cursor.Sequence).FirstOrDefaultAsync(ct);
    }
}
