using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Plaza.Data.Committing;

namespace Plaza.Data.Replaying;

/// <summary>A table, or some columns of one, that can be compared with the journal.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Keys">The columns that identify a row.</param>
/// <param name="Values">The columns that are compared, all numbers.</param>
/// <param name="ExpectedRows">Selects keys, then values, from the tables of the projections.</param>
/// <param name="ActualRows">Selects keys, then values, from the live table.</param>
/// <param name="Repair">Corrects a row so that changes since the comparison are kept. Null where rows hold more than the journal, and cannot be rebuilt.</param>
public sealed record ReplayTable(
    string Name, string[] Keys, string[] Values, string ExpectedRows, string ActualRows, Action<WriteTransaction, RowDifference>? Repair = null)
{
    internal const string Expected = "expected";
    internal const string Actual = "actual";

    /// <summary>Names the temporary tables; differs from <see cref="Name"/> where two models compare one table.</summary>
    public string CaptureName { get; init; } = Name;

    private string Columns => string.Join(", ", Keys.Concat(Values));

    private string SameKey => string.Join(" and ", Keys.Select(key => $"expected.{key} = actual.{key}"));

    /// <summary>Copies the expected and the actual rows of the snapshot into temporary tables.</summary>
    /// <exception cref="InvalidDataException">The database has no such table.</exception>
    internal void Capture(ReplayDatabase database)
    {
        if (database.QueryScalar($"select count(*) from sqlite_schema where type = 'table' and name = {Name}") is 0)
            throw new InvalidDataException($"the table {Name} is missing. Restore a backup.");

        foreach (var (side, rows) in new[] { (Expected, ExpectedRows), (Actual, ActualRows) })
        {
            database.ExecuteScript(
                $"""
                drop table if exists temp.{side}_rows_{CaptureName};
                create temp table {side}_rows_{CaptureName} ({Columns}, primary key ({string.Join(", ", Keys)})) without rowid;
                insert or ignore into {side}_rows_{CaptureName} {rows};
                """);
        }
    }

    /// <summary>Hash over the captured rows of one side in the order of their keys, in hexadecimal.</summary>
    internal string Sha256(ReplayDatabase database, string side)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in database.Rows($"select concat_ws('|', {Columns}) from {side}_rows_{CaptureName} order by {string.Join(", ", Keys)}"))
            hash.AppendData(Encoding.UTF8.GetBytes($"{row.GetString(0)}\n"));

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>The captured rows that differ: those that are missing or wrong in the order of their keys, then those that should not exist.</summary>
    internal IEnumerable<RowDifference> Differences(ReplayDatabase database)
    {
        var expected = string.Join(", ", Keys.Concat(Values).Select(column => $"expected.{column}"));
        var actual = string.Join(", ", Values.Select(column => $"actual.{column}"));
        var differs = string.Join("", Values.Select(column => $" or expected.{column} <> actual.{column}"));
        var first = Keys[0];
        var rows = database.Rows(
            $"""
            select {expected}, actual.{first} is not null{(Values.Length is 0 ? "" : ", ")}{actual}
            from expected_rows_{CaptureName} expected left join actual_rows_{CaptureName} actual on {SameKey} where actual.{first} is null{differs}
            """);
        foreach (var row in rows)
            yield return new(this, KeyOf(row), NumbersOf(row, Keys.Length), row.GetInt64(Keys.Length + Values.Length) is 0 ? null : NumbersOf(row, Keys.Length + Values.Length + 1));

        foreach (var row in database.Rows($"select {Columns} from actual_rows_{CaptureName} actual where not exists (select 1 from expected_rows_{CaptureName} expected where {SameKey})"))
            yield return new(this, KeyOf(row), null, NumbersOf(row, Keys.Length));
    }

    private object[] KeyOf(DbDataReader row) => [.. Enumerable.Range(0, Keys.Length).Select(row.GetValue)];

    private long[] NumbersOf(DbDataReader row, int from) => [.. Enumerable.Range(from, Values.Length).Select(row.GetInt64)];
}
