namespace Plaza.BusBench.Measuring;

/// <summary>
/// A baseline and its contenders, run alternately in short slices, in alternating order, so that other load of the machine affects all of them
/// equally. The result is the median of the ratios within one round.
/// </summary>
internal sealed class Comparison(string title, Contender baseline, params Contender[] runners)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public string Title => title;

    /// <summary>Whether the work runs on other threads, so that their allocations count too.</summary>
    public bool IsOnSeveralThreads { get; init; }

    /// <summary>Number of operations of a slice; null for as many as fit into its duration.</summary>
    public int? Stretch { get; init; }

    /// <summary>Cleans up after the contenders.</summary>
    public Action? End { get; init; }

    /// <summary>The baseline and the others.</summary>
    public IReadOnlyList<Contender> Runners => [baseline, .. runners];

    public IEnumerable<(Contender Runner, Measurement Figures)> Run(int rounds)
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

        return all.Select(runner => (runner, Against(baseline, runner)));
    }

    private static Measurement Against(Contender baseline, Contender runner)
    {
        double[] times = [.. runner.Times.Order()];
        double[] ratios = [.. runner.Times.Zip(baseline.Times, (time, least) => time / least).Order()];
        return new(Quantile(times, 0.5), runner.Bytes, Quantile(ratios, 0.5), Quantile(ratios, 0.25), Quantile(ratios, 0.75));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (lower, upper) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return lower + ((upper - lower) * (place - Math.Floor(place)));
    }
}
