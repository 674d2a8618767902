using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Data.Database;
using Plaza.Data.Journal;
using Plaza.Data.Postgres;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Copying;

/// <summary>
/// Copies a community from a database of one kind to an empty one of the other, while no server uses either. A copy that was interrupted goes on where it
/// was. Until every row is compared with its source and the digests of the journal are verified, no server starts on the target.
/// </summary>
public sealed class DatabaseCopy(DataFolder folder, IProgress<string> progress, TimeProvider clock)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<CopiedTable> _tables = CopiedTable.ReadModel();
    private long _reportedAt = clock.GetTimestamp();

    /// <summary>Copies the database of the folder, whose lock the caller holds.</summary>
    /// <param name="connection">Connection string of an empty database.</param>
    /// <param name="ct">Interrupts the copy.</param>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    /// <exception cref="InvalidDataException">One of the databases cannot be used; the message tells the operator what to do.</exception>
    /// <exception cref="System.Data.Common.DbException">One of the databases failed.</exception>
    public Task<CopySummary> ToPostgresAsync(string connection, CancellationToken ct) => WithPostgresAsync(new(connection, "--to"), async (connections, migrator) =>
    {
        using var source = SqliteCopySource.Open(folder, ct);
        using var target = await PostgresCopyTarget.OpenAsync(connections, migrator, ct);
        return await RunAsync(source, target, ct);
    });

    /// <summary>Copies to a new database in the folder, whose lock the caller holds.</summary>
    /// <inheritdoc cref="ToPostgresAsync"/>
    public Task<CopySummary> FromPostgresAsync(string connection, CancellationToken ct) => WithPostgresAsync(new(connection, "--from"), async (connections, migrator) =>
    {
        using var source = await PostgresCopySource.OpenAsync(connections, migrator, ct);
        using var target = new SqliteCopyTarget(folder);
        return await RunAsync(source, target, ct);
    });

    private async Task<CopySummary> WithPostgresAsync(PostgresConnections connections, Func<PostgresConnections, PostgresMigrator, Task<CopySummary>> copy)
    {
        using var used = connections;
        var migrator = new PostgresMigrator(folder, connections, NullLogger<PostgresMigrator>.Instance);
        try
        {
            return await copy(connections, migrator);
        }
        catch (Exception fault) when (migrator.Advice(fault) is { } advice)
        {
            throw new InvalidDataException(advice, fault);
        }
    }

    private async Task<CopySummary> RunAsync(CopySource source, CopyTarget target, CancellationToken ct)
    {
        if (await target.PrepareAsync(source.Head, ct) is { } begun && !IsSame(begun, source.Head))
            throw new InvalidDataException($"{source.Name} has changed since the copy to {target.Name} began: delete what is there, and copy again.");

        var counts = await Task.Run(() => Copy(source, target, ct), ct);
        await Task.Run(() => Compare(source, target, counts, ct), ct);
        var entries = await VerifyJournalAsync(source, target, ct);
        await source.CheckUnchangedAsync(ct);
        target.Complete(source.Head);
        return new(source.Name, target.Name, entries, counts);
    }

    private Dictionary<string, long> Copy(CopySource source, CopyTarget target, CancellationToken ct)
    {
        var counts = _tables.ToDictionary(table => table.Name, source.Pages.Count, StringComparer.Ordinal);
        var (total, copied) = (counts.Values.Sum(), _tables.Sum(target.Pages.Count));
        progress.Report($"Copying {total} rows from {source.Name} to {target.Name}{(copied is 0 ? "" : $", which has {copied} of them already")}.");
        foreach (var table in _tables)
        {
            for (var last = target.Pages.Last(table); Next(source, table, last, ct) is [.., var end] rows; last = end)
            {
                target.Write(table, rows);
                copied += rows.Count;
                ReportIfDue($"Copied {copied} of {total} rows.");
            }
        }

        return counts;
    }

    /// <exception cref="InvalidDataException">A row differs.</exception>
    private void Compare(CopySource source, CopyTarget target, Dictionary<string, long> counts, CancellationToken ct)
    {
        var compared = 0L;
        foreach (var table in _tables)
        {
            var rows = 0L;
            SqlParameterValue[]? last = null;
            for (List<SqlParameterValue[]> expected; (expected = Next(source, table, last, ct)).Count > 0 || last is null; last = expected[^1])
            {
                var actual = target.Pages.Next(table, last);
                if (expected.Count != actual.Count || !expected.Zip(actual).All(pair => AreSame(pair.First, pair.Second)))
                    throw Differs(source, target, table, rows);
                if (expected.Count is 0)
                    break;

                rows += expected.Count;
                ReportIfDue($"Compared {compared + rows} of {counts.Values.Sum()} rows.");
            }

            if (rows != counts[table.Name])
                throw Differs(source, target, table, rows);

            compared += rows;
        }
    }

    private async Task<long> VerifyJournalAsync(CopySource source, CopyTarget target, CancellationToken ct)
    {
        using var pool = target.OpenPool();
        var verdict = await new JournalVerifier(new(pool)).RunAsync(progress, ct);
        if (verdict.Fault is { } fault)
            throw new InvalidDataException($"The journal of {source.Name} is damaged, and so is its copy: {fault} Restore a backup, and copy that.");

        return verdict.Entries == source.Head.Sequence
            ? verdict.Entries
            : throw new InvalidDataException($"The journal of {source.Name} should have {source.Head.Sequence} entries, and has {verdict.Entries}. Restore a backup, and copy that.");
    }

    private static List<SqlParameterValue[]> Next(CopySource source, CopiedTable table, SqlParameterValue[]? last, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return source.Pages.Next(table, last);
    }

    private static InvalidDataException Differs(CopySource source, CopyTarget target, CopiedTable table, long rows) => new(
        $"{table.Name} of {target.Name} differs from {source.Name} after {rows} rows: one of them was changed since the copy began. Delete what is there, and copy again.");

    private static bool IsSame(JournalHead begun, JournalHead now) => begun.Sequence == now.Sequence && begun.Digest.AsSpan().SequenceEqual(now.Digest);

    private static bool AreSame(SqlParameterValue[] expected, SqlParameterValue[] actual) => expected.Zip(actual).All(pair =>
        pair.First.Kind == pair.Second.Kind && pair.First.Number == pair.Second.Number
        && ((byte[]?)pair.First.Content).AsSpan().SequenceEqual((byte[]?)pair.Second.Content)
        && pair.First.Content is null == pair.Second.Content is null);

    private void ReportIfDue(string sentence)
    {
        if (clock.GetElapsedTime(_reportedAt) < ReportInterval)
            return;

        _reportedAt = clock.GetTimestamp();
        progress.Report(sentence);
    }
}

/// <summary>What was copied.</summary>
/// <param name="Source">Names the source to the operator.</param>
/// <param name="Target">Names the target to the operator.</param>
/// <param name="Entries">The number of entries of the journal, whose digests were verified in the target.</param>
/// <param name="Rows">The number of rows of each table.</param>
public sealed record CopySummary(string Source, string Target, long Entries, IReadOnlyDictionary<string, long> Rows);
