namespace Plaza.Data.Replaying;

/// <summary>A row that is not as the journal tells it.</summary>
/// <param name="Table">Where it stands, or should.</param>
/// <param name="Key">Which it is.</param>
/// <param name="Told">What the journal makes of it; null where there should be none.</param>
/// <param name="Expected">What stands there; null where there is none.</param>
internal sealed record RowDifference(ReplayTable Table, object[] Key, long[]? Told, long[]? Expected)
{
    /// <summary>By how much a number is too low.</summary>
    public long Shortfall(int value) => (Told?[value] ?? 0) - (Expected?[value] ?? 0);

    public long Id(int part) => (long)Key[part];

    public string Text(int part) => (string)Key[part];

    public override string ToString()
    {
        var where = $"{Table.Name} {string.Join(" ", Table.Keys.Zip(Key, (name, value) => $"{name} {value}"))}";
        return (Told, Expected) switch
        {
            (null, var live) => $"{where}: stands there{With(live)}, but the journal tells nothing of it",
            (var told, null) => $"{where}: is missing{With(told)}",
            var (told, live) => $"{where}: {string.Join(", ", Table.Values.Index().Where(value => told[value.Index] != live[value.Index])
                .Select(value => $"{value.Item} is {live[value.Index]} and should be {told[value.Index]}"))}",
        };

        string With(long[]? values) =>
            values is null or [] ? "" : $", with {string.Join(", ", Table.Values.Zip(values, (name, value) => $"{name} {value}"))}";
    }
}
