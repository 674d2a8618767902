using Plaza.Contracts.Tasks;

namespace Plaza.Tasks;

/// <summary>The last few things that went wrong on the bus. In memory only: the log has them all.</summary>
internal sealed class RecentFaults
{
    private const int MaxEntries = 50;

    private readonly Lock _lock = new();
    private readonly Queue<RecentFault> _newest = [];

    public void Note(RecentFault trouble)
    {
        lock (_lock)
        {
            _newest.Enqueue(trouble);
            if (_newest.Count > MaxEntries)
                _newest.Dequeue();
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<RecentFault> All
    {
        get
        {
            lock (_lock)
                return [.. _newest.Reverse()];
        }
    }
}
