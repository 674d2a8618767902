namespace Plaza.Spaces.Events;

/// <summary>
/// When each of the calls that run now was begun, so that one that hangs is seen among many that end. Several publishers
/// may call one handler at the same time; beyond eight the further ones are not noted. Takes no lock.
/// </summary>
internal sealed class RunningHandlers
{
    private const int Nowhere = -1;

    private readonly long[] _begun = new long[8];

    /// <summary>The timestamp of the oldest, or 0 when none runs.</summary>
    public long Oldest
    {
        get
        {
            var oldest = 0L;
            for (var place = 0; place < _begun.Length; place++)
            {
                var begun = Volatile.Read(ref _begun[place]);
                if (begun is not 0 && (oldest is 0 || begun < oldest))
                    oldest = begun;
            }

            return oldest;
        }
    }

    public int Enter(long timestamp)
    {
        for (var place = 0; place < _begun.Length; place++)
        {
            if (Interlocked.CompareExchange(ref _begun[place], timestamp, 0) is 0)
                return place;
        }

        return Nowhere;
    }

    public void Leave(int place)
    {
        if (place is not Nowhere)
            Volatile.Write(ref _begun[place], 0);
    }
}
