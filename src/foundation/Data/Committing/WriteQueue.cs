namespace Plaza.Data.Committing;

/// <summary>
/// The queued write requests, in two lanes. Each lane limits its unanswered requests and their bytes, so neither can fill the other; each has a
/// share of every transaction, so neither can starve the other (ADR 44). Thread-safe, for one consumer.
/// </summary>
internal sealed class WriteQueue
{
    public const int MaxCommands = 4096;
    public const int MaxBackground = 1024;
    public const int MaxPerTransaction = 512;
    public const int MaxBackgroundPerTransaction = 32;
    private const int MaxYields = 16;
    private const long MaxCommandBytes = 32 * 1024 * 1024;
    private const long MaxBackgroundBytes = 8 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly LaneState _commands = new(MaxCommands, MaxCommandBytes);
    private readonly LaneState _background = new(MaxBackground, MaxBackgroundBytes);
    private volatile bool _isClosed;

    /// <summary>Whether no more requests are admitted.</summary>
    public bool IsClosed => _isClosed;

    private int Count
    {
        get
        {
            lock (_lock)
                return _commands.Waiting.Count + _background.Waiting.Count;
        }
    }

    private bool IsEmpty => Count is 0;

    /// <returns>False when its lane is full or the queue is closed. Otherwise call <see cref="Release"/> once the request is answered.</returns>
    public bool TryEnqueue(WriteRequest request)
    {
        lock (_lock)
        {
            var lane = Of(request);
            if (_isClosed || lane.Unanswered >= lane.MaxUnanswered || lane.Bytes + request.Bytes > lane.MaxBytes)
                return false;

            lane.Unanswered++;
            lane.Bytes += request.Bytes;
            request.Node = lane.Waiting.AddLast(request);
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Call once for each request that was enqueued, when it is answered.</summary>
    public void Release(WriteRequest request)
    {
        lock (_lock)
        {
            var lane = Of(request);
            lane.Unanswered--;
            lane.Bytes -= request.Bytes;
        }
    }

    /// <summary>Removes a cancelled request; does nothing when it was taken already.</summary>
    public void Remove(WriteRequest request)
    {
        lock (_lock)
        {
            if (request.Node is { } node)
                Of(request).Waiting.Remove(node);

            request.Node = null;
        }
    }

    /// <summary>Waits for requests, and takes those for the next transaction: commands first.</summary>
    /// <returns>False when the timeout elapsed.</returns>
    public bool WaitAndTake(List<WriteRequest> into, TimeSpan timeout)
    {
        lock (_lock)
        {
            if (IsEmpty && !_isClosed)
                Monitor.Wait(_lock, timeout);
        }

        YieldToCallers();
        lock (_lock)
        {
            var background = Math.Min(_background.Waiting.Count, MaxBackgroundPerTransaction);
            Take(_commands, MaxPerTransaction - background, into);
            Take(_background, background, into);
            return into.Count > 0;
        }
    }

    /// <summary>Admits no more requests; queued ones are still taken.</summary>
    /// <returns>False when it was closed before.</returns>
    public bool TryClose()
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;

            _isClosed = true;
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <returns>True when it is closed and empty.</returns>
    public bool IsFinished()
    {
        lock (_lock)
            return _isClosed && IsEmpty;
    }

    /// <summary>
    /// Lets callers that are ready to run enqueue their requests first. The first of many callers that are answered together would otherwise get a
    /// transaction of its own, and the others wait for its fsync. A caller that is alone waits for one yield.
    /// </summary>
    private void YieldToCallers()
    {
        var last = 0;
        for (var yields = 0; yields < MaxYields && Count is var count && count > last; yields++)
        {
            last = count;
            Thread.Yield();
        }
    }

    private static void Take(LaneState lane, int count, List<WriteRequest> into)
    {
        for (; count > 0 && lane.Waiting.First is { } first; count--)
        {
            lane.Waiting.RemoveFirst();
            first.Value.Node = null;
            into.Add(first.Value);
        }
    }

    private LaneState Of(WriteRequest request) => request.Lane is WriteLane.Background ? _background : _commands;

    private sealed class LaneState(int maxUnanswered, long maxBytes)
    {
        public int MaxUnanswered => maxUnanswered;

        public long MaxBytes => maxBytes;

        public LinkedList<WriteRequest> Waiting { get; } = new();

        /// <summary>Requests that are queued, executing, or waiting for the live handlers.</summary>
        public int Unanswered { get; set; }

        public long Bytes { get; set; }
    }
}
