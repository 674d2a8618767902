namespace Plaza.Data.Replaying;

/// <summary>A read model compared with the journal.</summary>
public sealed record ReadModelComparison(string Name, IReadOnlyList<TableComparison> Tables)
{
    public bool Matches => Tables.All(table => table.DifferenceCount is 0);
}

/// <summary>A table compared with what the journal says it should contain.</summary>
public sealed class TableComparison
{
    /// <summary>How many differences are described; the others are only counted.</summary>
    public const int MaxDescribed = 10;

    internal TableComparison(ReplayTable table, string expected, string actual, long count, IReadOnlyList<RowDifference> differences)
    {
        (Table, ExpectedSha256, ActualSha256, DifferenceCount) = (table, expected, actual, count);
        Differences = [.. differences.Select(difference => difference.ToString())];
    }

    public string Name => Table.Name;

    /// <summary>Hash of the rows derived from the journal, in hexadecimal.</summary>
    public string ExpectedSha256 { get; }

    /// <summary>Hash of the rows in the table, in hexadecimal.</summary>
    public string ActualSha256 { get; }

    /// <summary>How many rows differ.</summary>
    public long DifferenceCount { get; }

    /// <summary>A sentence for each of the first differences, with table and key.</summary>
    public IReadOnlyList<string> Differences { get; }

    internal ReplayTable Table { get; }
}
