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

    /// <summary>The keys that are text; the others are numbers.</summary>
    public string[] TextKeys { get; init; } = [];

    private string Columns => string.Join(", ", Keys.Concat(Values));

    private string SameKey => string.Join(" and ", Keys.Select(key => $"expected.{key} = actual.{key}"));

    /// <summary>Creates the temporary tables for <see cref="Capture"/>.</summary>
    internal void CreateTables(ReplayDatabase database)
    {
        var columns = string.Join(", ", Keys.Concat(Values).Select(column => $"{column} {(TextKeys.Contains(column) ? "text" : "bigint")}"));
        foreach (var side in new[] { Expected, Actual })
            database.CreateTable(CaptureOf(side), columns, string.Join(", ", Keys));
    }

    /// <summary>Copies the expected and the actual rows of the snapshot into temporary tables.</summary>
    /// <exception cref="InvalidDataException">The database has no such table.</exception>
    internal void Capture(ReplayDatabase database)
    {
        if (!database.HasTable(Name))
            throw new InvalidDataException($"the table {Name} is missing. Restore a backup.");

        database.Capture(CaptureOf(Expected), ExpectedRows);
        database.Capture(CaptureOf(Actual), ActualRows);
    }

    /// <summary>Hash over the captured rows of one side in the order of their keys, in hexadecimal.</summary>
    internal string Sha256(ReplayDatabase database, string side)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in database.Rows($"select concat_ws('|', {Columns}) from {CaptureOf(side)} order by {string.Join(", ", Keys)}"))
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
            select {expected}, case when actual.{first} is null then 0 else 1 end{(Values.Length is 0 ? "" : ", ")}{actual}
            from {CaptureOf(Expected)} expected left join {CaptureOf(Actual)} actual on {SameKey} where actual.{first} is null{differs}
            """);
        foreach (var row in rows)
            yield return new(this, KeyOf(row), NumbersOf(row, Keys.Length), row.GetInt64(Keys.Length + Values.Length) is 0 ? null : NumbersOf(row, Keys.Length + Values.Length + 1));

        foreach (var row in database.Rows($"select {Columns} from {CaptureOf(Actual)} actual where not exists (select 1 from {CaptureOf(Expected)} expected where {SameKey})"))
            yield return new(this, KeyOf(row), null, NumbersOf(row, Keys.Length));
    }

    private string CaptureOf(string side) => $"{side}_rows_{CaptureName}";

    private object[] KeyOf(DbDataReader row) => [.. Enumerable.Range(0, Keys.Length).Select(row.GetValue)];

    private long[] NumbersOf(DbDataReader row, int from) => [.. Enumerable.Range(from, Values.Length).Select(row.GetInt64)];
}
