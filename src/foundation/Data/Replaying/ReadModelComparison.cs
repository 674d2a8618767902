namespace Plaza.Data.Replaying;

/// <summary>A read model held against what the journal tells.</summary>
public sealed record ReadModelComparison(string Name, IReadOnlyList<TableComparison> Tables)
{
    public bool Matches => Tables.All(table => table.Count is 0);
}

/// <summary>A table held against what the journal tells.</summary>
public sealed class TableComparison
{
    /// <summary>More differences than these are counted, not named.</summary>
    public const int MostNamed = 10;

    internal TableComparison(ReplayTable table, string told, string live, long count, IReadOnlyList<RowDifference> named)
    {
        (Table, Told, Live, Count) = (table, told, live, count);
        Named = [.. named.Select(difference => difference.ToString())];
    }

    public string Name => Table.Name;

    /// <summary>SHA-256 of what the journal tells.</summary>
    public string Told { get; }

    /// <summary>SHA-256 of what stands there.</summary>
    public string Live { get; }

    /// <summary>How many rows differ.</summary>
    public long Count { get; }

    /// <summary>A sentence for each of the first of them, with table and key.</summary>
    public IReadOnlyList<string> Named { get; }

    internal ReplayTable Table { get; }
}
