namespace Plaza.Data.Replaying;

/// <summary>A row that differs from what the journal says.</summary>
/// <param name="Table">The table of the row.</param>
/// <param name="Key">The values of its key columns.</param>
/// <param name="Expected">The values derived from the journal; null where the row should not exist.</param>
/// <param name="Actual">The values in the table; null where the row is missing.</param>
public sealed record RowDifference(ReplayTable Table, object[] Key, long[]? Expected, long[]? Actual)
{
    /// <summary>By how much a value is too low; negative where it is too high.</summary>
    public long Shortfall(int value) => (Expected?[value] ?? 0) - (Actual?[value] ?? 0);

    /// <summary>A key column that is a number.</summary>
    public long Id(int column) => (long)Key[column];

    /// <summary>A key column that is text.</summary>
    public string Text(int column) => (string)Key[column];

    /// <returns>A sentence for the operator, without a full stop.</returns>
    public override string ToString()
    {
        var where = $"{Table.Name} {string.Join(" ", Table.Keys.Zip(Key, (name, value) => $"{name} {value}"))}";
        return (Expected, Actual) switch
        {
            (null, var actual) => $"{where}: should not exist{With(actual)}",
            (var expected, null) => $"{where}: is missing{With(expected)}",
            var (expected, actual) => $"{where}: {string.Join(", ", Table.Values.Index().Where(value => expected[value.Index] != actual[value.Index])
                .Select(value => $"{value.Item} is {actual[value.Index]} and should be {expected[value.Index]}"))}",
        };

        string With(long[]? values) =>
            values is null or [] ? "" : $", with {string.Join(", ", Table.Values.Zip(values, (name, value) => $"{name} {value}"))}";
    }
}
