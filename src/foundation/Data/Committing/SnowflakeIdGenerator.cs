using Plaza.Contracts.Ids;

namespace Plaza.Data.Committing;

/// <summary>
/// Generates ids: milliseconds since 1970 in UTC, shifted left by 16; then 6 bits of node and 10 of counter. Strictly increasing, also when the clock
/// is set back. Used by the committer's thread only.
/// </summary>
internal sealed class SnowflakeIdGenerator(TimeProvider clock, int node)
{
    private const int CounterBits = 10;
    private const long CounterMask = (1L << CounterBits) - 1;

    /// <summary>The greatest id that was generated or is stored.</summary>
    public long Last { get; set; }

    public TId Next<TId>()
        where TId : struct, IId<TId>
    {
        var milliseconds = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), Last >> 16);
        var counter = Last >> 16 == milliseconds ? (Last & CounterMask) + 1 : 0;

        if (counter > CounterMask)
            (milliseconds, counter) = (milliseconds + 1, 0);

        Last = (milliseconds << 16) | ((long)node << CounterBits) | counter;
        return TId.From(Last);
    }
}
