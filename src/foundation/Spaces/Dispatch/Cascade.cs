namespace Plaza.Spaces.Dispatch;

/// <summary>Counts the events that one event has led to, across threads, queues and the journal. Thread-safe.</summary>
internal sealed class Cascade(int size)
{
    private int _size = Math.Max(1, size);
    private int _suppressions;

    public int Size => Volatile.Read(ref _size);

    /// <returns>The size with this one event more.</returns>
    public int Grow() => Interlocked.Increment(ref _size);

    /// <returns>True the first time.</returns>
    public bool IsFirstSuppression() => Interlocked.Increment(ref _suppressions) is 1;
}
