namespace Plaza.Server.Hosting;

/// <summary>Decides when memory is trimmed: once the process allocates little, if it has allocated much since the last trim. Not thread-safe.</summary>
internal sealed class MemoryTrimSchedule
{
    /// <summary>An interval with fewer allocated bytes is idle: about ten requests.</summary>
    public const long MaxIdleBytes = 1024 * 1024;

    /// <summary>With fewer allocated bytes since the last trim there is little to return.</summary>
    public const long MinAllocatedBytes = 16 * 1024 * 1024;

    private long _previous;
    private long _trimmed;

    /// <param name="allocated">Bytes allocated since the process started, read once an interval.</param>
    public bool IsDue(long allocated)
    {
        var isIdle = allocated - _previous < MaxIdleBytes || _previous is 0;
        _previous = allocated;
        if (!isIdle || allocated - _trimmed < MinAllocatedBytes)
            return false;

        _trimmed = allocated;
        return true;
    }
}
