namespace Plaza.Spaces.RabbitMQ.Messages;

/// <summary>
/// The wire names of the entries directly before one, newest first. By them a consumer sees that no entry of its own lies between two messages,
/// without reading the journal.
/// </summary>
internal sealed class PrecedingNames
{
    /// <summary>About 300 bytes of a message. A consumer that handles fewer than one of 17 entries reads the journal instead.</summary>
    private const int MaxCount = 16;

    private readonly List<string> _newestLast = new(MaxCount + 1);
    private long _next = -1;

    /// <summary>Returns the names before this sequence, newest first; fewer, or none, where entries before it are unknown.</summary>
    public IEnumerable<string> Before(long sequence) => sequence == _next ? Enumerable.Reverse(_newestLast) : [];

    /// <summary>Records an entry. One that does not follow directly on the one before begins anew.</summary>
    public void Add(long sequence, string name)
    {
        if (sequence != _next)
            _newestLast.Clear();

        _newestLast.Add(name);
        if (_newestLast.Count > MaxCount)
            _newestLast.RemoveAt(0);

        _next = sequence + 1;
    }
}
