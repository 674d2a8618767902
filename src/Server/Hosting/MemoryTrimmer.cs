namespace Plaza.Server.Hosting;

/// <summary>
/// Returns memory to the operating system when the server is idle after a start or a peak: the GC collects on allocation only, so an idle process would keep
/// the memory of its busiest second. A trim blocks all threads for as long as a full compacting collection takes.
/// </summary>
internal sealed class MemoryTrimmer : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly MemoryTrimSchedule _schedule = new();
    private readonly ITimer _timer;

    public MemoryTrimmer(TimeProvider clock) => _timer = clock.CreateTimer(_ => TrimIfDue(), null, Interval, Interval);

    public void Dispose() => _timer.Dispose();

    private void TrimIfDue()
    {
        var trim = _schedule.Next(GC.GetTotalAllocatedBytes());
        if (trim is MemoryTrim.All)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        if (trim is not MemoryTrim.None)
            NativeHeap.Trim();
    }
}
