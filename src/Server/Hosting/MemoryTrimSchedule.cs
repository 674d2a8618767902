namespace Plaza.Server.Hosting;

/// <summary>Decides what is trimmed: all memory once the process allocates little, if it has allocated much since the last time. Not thread-safe.</summary>
internal sealed class MemoryTrimSchedule
{
    /// <summary>An interval with fewer allocated bytes is idle: about ten requests.</summary>
    public const long MaxIdleBytes = 1024 * 1024;

    /// <summary>With fewer allocated bytes since the last trim there is little to return.</summary>
    public const long MinAllocatedBytes = 16 * 1024 * 1024;

    private long _previous;
    private long _trimmed;

    /// <param name="allocated">Bytes allocated since the process started, read once an interval.</param>
    public MemoryTrim Next(long allocated)
    {
        var isIdle = allocated - _previous < MaxIdleBytes || _previous is 0;
        _previous = allocated;
        if (!isIdle)
            return MemoryTrim.Native;

        if (allocated - _trimmed < MinAllocatedBytes)
            return MemoryTrim.None;

        _trimmed = allocated;
        return MemoryTrim.All;
    }
}

/// <summary>
/// What is trimmed: after a busy interval the native heap, which takes some milliseconds and blocks nothing but native allocations; else also the managed
/// heap, with a blocking collection.
/// </summary>
internal enum MemoryTrim
{
    None,
    Native,
    All,
}
