using System.Diagnostics;

namespace Plaza.BusBench.Measuring;

/// <summary>One implementation of the measured work.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Run">Runs the given number of operations and returns when all are complete.</param>
/// <param name="Goal">Null for a comparison only.</param>
internal sealed record Contender(string Name, Action<int> Run, Target? Goal = null)
{
    private readonly List<double> _times = [];
    private long _bytes;
    private long _operations;

    /// <summary>Number of operations of a slice.</summary>
    public int Stretch { get; set; } = 1;

    public IReadOnlyList<double> Times => _times;

    public double Bytes => (double)_bytes / _operations;

    /// <summary>Runs until tiered compilation is finished, and determines the number of operations of a slice.</summary>
    /// <param name="time">The duration of the warm-up.</param>
    /// <param name="slice">The duration of a slice; null where its number of operations is set.</param>
    public void WarmUp(TimeSpan time, TimeSpan? slice)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            var before = Stopwatch.GetTimestamp();
            Run(Stretch);
            var took = Stopwatch.GetElapsedTime(before);
            if (slice is { } wanted)
                Stretch = (int)Math.Clamp(Stretch * (wanted / Max(took, TimeSpan.FromTicks(1))), 1, Stretch * 2.0);
        }
    }

    /// <summary>Runs one slice and records the time of one operation.</summary>
    public void RunSlice(Func<long> allocated)
    {
        var bytes = allocated();
        var begun = Stopwatch.GetTimestamp();
        Run(Stretch);
        var took = Stopwatch.GetElapsedTime(begun);
        _bytes += allocated() - bytes;
        _operations += Stretch;
        _times.Add(took.TotalNanoseconds / Stretch);
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
