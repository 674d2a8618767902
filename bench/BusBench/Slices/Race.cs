namespace Plaza.BusBench.Slices;

/// <summary>
/// A floor and those who are held against it, run in turn in short slices, now in one order, now in the other, so that
/// whatever else the machine does hits all alike. What counts is the median of the ratios within one round.
/// </summary>
internal sealed class Race(string title, Runner floor, params Runner[] runners)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public string Title => title;

    /// <summary>Work goes on on other threads, so what they allocate counts too.</summary>
    public bool IsOnSeveralThreads { get; init; }

    /// <summary>How many operations a slice has; null where it has as many as its time allows.</summary>
    public int? Stretch { get; init; }

    /// <summary>Clears away what the runners have made.</summary>
    public Action? End { get; init; }

    /// <summary>The floor and the others.</summary>
    public IReadOnlyList<Runner> Runners => [floor, .. runners];

    public IEnumerable<(Runner Runner, Figures Figures)> Run(int rounds)
    {
        var all = Runners;
        foreach (var runner in all.Concat(all))
        {
            runner.Stretch = Stretch ?? runner.Stretch;
            runner.WarmUp(WarmUp, Stretch is null ? Slice : null);
        }

        Func<long> allocated = IsOnSeveralThreads ? () => GC.GetTotalAllocatedBytes(precise: true) : GC.GetAllocatedBytesForCurrentThread;
        for (var round = 0; round < (Stretch is null ? rounds : rounds / 10); round++)
        {
            foreach (var runner in round % 2 is 0 ? all : all.Reverse())
                runner.RunSlice(allocated);
        }

        return all.Select(runner => (runner, new Figures(
            Median(runner.Times), runner.Bytes, Median(runner.Times.Zip(floor.Times, (time, least) => time / least)))));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
