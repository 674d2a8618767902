using Plaza.Contracts.Tasks;

namespace Plaza.Tasks;

/// <summary>The newest 50 faults of the bus, in memory; the log has all of them. Thread-safe.</summary>
internal sealed class RecentFaults
{
    private const int MaxEntries = 50;

    private readonly Lock _lock = new();
    private readonly Queue<RecentFault> _newest = [];

    public void Add(RecentFault fault)
    {
        lock (_lock)
        {
            _newest.Enqueue(fault);
            if (_newest.Count > MaxEntries)
                _newest.Dequeue();
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RecentFault> All
    {
        get
        {
            lock (_lock)
                return [.. _newest.Reverse()];
        }
    }
}
