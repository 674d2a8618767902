using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Plaza.Data.Committing;

namespace Plaza.Data.Replaying;

/// <summary>A table, or some columns of one, that can be told from the journal alone.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Keys">The columns by which a row is known.</param>
/// <param name="Values">The columns that are compared, all numbers.</param>
/// <param name="Told">The rows as the journal tells them: keys, then values.</param>
/// <param name="Live">The rows as they stand: keys, then values.</param>
/// <param name="Repair">Puts a row right, so that what happened to it meanwhile is kept.</param>
internal sealed record ReplayTable(string Name, string[] Keys, string[] Values, string Told, string Live, Action<WriteTransaction, RowDifference> Repair)
{
    private string Columns => string.Join(", ", Keys.Concat(Values));

    private string SameKey => string.Join(" and ", Keys.Select(key => $"told.{key} = live.{key}"));

    /// <summary>Keeps both beside, as they are in this moment.</summary>
    public void Capture(ReplayDatabase beside)
    {
        foreach (var (side, rows) in new[] { ("told", Told), ("live", Live) })
        {
            beside.ExecuteScript(
                $"""
                drop table if exists temp.{side}_rows_{Name};
                create temp table {side}_rows_{Name} ({Columns}, primary key ({string.Join(", ", Keys)})) without rowid;
                insert or ignore into {side}_rows_{Name} {rows};
                """);
        }
    }

    /// <summary>SHA-256 over all rows in the order of their keys, of what is told or of what is live.</summary>
    public string Sha256(ReplayDatabase beside, string side)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in beside.Rows($"select concat_ws('|', {Columns}) from {side}_rows_{Name} order by {string.Join(", ", Keys)}"))
            hash.AppendData(Encoding.UTF8.GetBytes($"{row.GetString(0)}\n"));

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Each row that differs, in the order of the keys of those that are told, then those that should not be there.</summary>
    public IEnumerable<RowDifference> Differences(ReplayDatabase beside)
    {
        var told = string.Join(", ", Keys.Concat(Values).Select(column => $"told.{column}"));
        var live = string.Join(", ", Values.Select(column => $"live.{column}"));
        var differs = string.Join("", Values.Select(column => $" or told.{column} <> live.{column}"));
        var first = Keys[0];
        var rows = beside.Rows(
            $"""
            select {told}, live.{first} is not null{(Values.Length is 0 ? "" : ", ")}{live}
            from told_rows_{Name} told left join live_rows_{Name} live on {SameKey} where live.{first} is null{differs}
            """);
        foreach (var row in rows)
            yield return new(this, KeyOf(row), NumbersOf(row, Keys.Length), row.GetInt64(Keys.Length + Values.Length) is 0 ? null : NumbersOf(row, Keys.Length + Values.Length + 1));

        foreach (var row in beside.Rows($"select {Columns} from live_rows_{Name} live where not exists (select 1 from told_rows_{Name} told where {SameKey})"))
            yield return new(this, KeyOf(row), null, NumbersOf(row, Keys.Length));
    }

    private object[] KeyOf(DbDataReader row) => [.. Enumerable.Range(0, Keys.Length).Select(row.GetValue)];

    private long[] NumbersOf(DbDataReader row, int from) => [.. Enumerable.Range(from, Values.Length).Select(row.GetInt64)];
}
