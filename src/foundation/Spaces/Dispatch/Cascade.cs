namespace Plaza.Spaces.Dispatch;

/// <summary>What one event has led to, counted across threads, queues and the journal. Safe to use from any thread.</summary>
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
