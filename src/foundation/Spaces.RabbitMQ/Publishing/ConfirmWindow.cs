namespace Plaza.Spaces.RabbitMQ.Publishing;

/// <summary>
/// Counts the confirms of one channel. At most <paramref name="size"/> messages are between the oldest without a confirm and the newest; confirms
/// may come out of order, and one may stand for all before it. Thread-safe.
/// </summary>
/// <param name="size">At least 1.</param>
/// <param name="confirmed">The sequence of the last entry confirmed before.</param>
internal sealed class ConfirmWindow(int size, long confirmed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _room = new(size);
    private readonly long[] _sequences = new long[size];
    private readonly bool[] _isConfirmed = new bool[size];
    private ulong _oldest = 1;
    private ulong _next = 1;
    private ulong _rejected = ulong.MaxValue;
    private long _confirmed = confirmed;

    /// <summary>The sequence up to which all entries are confirmed.</summary>
    public long Confirmed => Volatile.Read(ref _confirmed);

    /// <summary>Whether the broker did not accept the message behind <see cref="Confirmed"/>. Those before it are decided by then.</summary>
    public bool IsRejected
    {
        get
        {
            lock (_lock)
                return _rejected == _oldest;
        }
    }

    /// <summary>Completes when a message may be published. Each call is followed by one of <see cref="Add"/>.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Records a message directly before it is published. The broker numbers the messages of a channel from 1.</summary>
    public void Add(long sequence)
    {
        lock (_lock)
        {
            var slot = Slot(_next++);
            _sequences[slot] = sequence;
            _isConfirmed[slot] = false;
        }
    }

    /// <param name="tag">The number of the message; 0 with <paramref name="multiple"/> for all.</param>
    /// <param name="multiple">Whether all messages before it are confirmed too.</param>
    /// <returns>By how many messages <see cref="Confirmed"/> moved.</returns>
    public int Confirm(ulong tag, bool multiple)
    {
        var moved = 0;
        lock (_lock)
        {
            var last = tag is 0 ? _next - 1 : tag;
            if (last >= _next)
                throw new ArgumentOutOfRangeException(nameof(tag), tag, "No such message was published.");

            for (var one = multiple ? _oldest : last; one >= _oldest && one <= last; one++)
                _isConfirmed[Slot(one)] = true;

            for (; _oldest < _next && _isConfirmed[Slot(_oldest)]; _oldest++, moved++)
                Volatile.Write(ref _confirmed, _sequences[Slot(_oldest)]);
        }

        if (moved > 0)
            _room.Release(moved);

        return moved;
    }

    /// <param name="tag">The number of the message; 0 with <paramref name="multiple"/> for all.</param>
    /// <param name="multiple">Whether no message before it was accepted either.</param>
    public void Reject(ulong tag, bool multiple)
    {
        lock (_lock)
            _rejected = Math.Min(_rejected, multiple ? _oldest : tag);
    }

    public void Dispose() => _room.Dispose();

    private int Slot(ulong tag) => (int)(tag % (ulong)size);
}
