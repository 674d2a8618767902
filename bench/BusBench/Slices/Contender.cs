using System.Diagnostics;

namespace Plaza.BusBench.Slices;

/// <summary>One way of doing the same thing.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="Run">Does it so many times and returns when all is done.</param>
/// <param name="Goal">Null for what is there for comparison only.</param>
internal sealed record Contender(string Name, Action<int> Run, Target? Goal = null)
{
    private readonly List<double> _times = [];
    private long _bytes;
    private long _operations;

    /// <summary>How many operations fill a slice.</summary>
    public int Stretch { get; set; } = 1;

    public IReadOnlyList<double> Times => _times;

    public double Bytes => (double)_bytes / _operations;

    /// <summary>Runs until the compiler has long done its last, and finds out how many operations fill a slice.</summary>
    /// <param name="time">How long to run.</param>
    /// <param name="slice">How long a slice shall take; null where it has so many operations as were set.</param>
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

    /// <summary>Runs one slice and notes the time of one operation.</summary>
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
