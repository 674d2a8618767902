namespace Plaza.Http.RateLimits;

/// <summary>
/// The part of each rate limit that holds on this node: the counts are in memory, so the nodes behind a load balancer divide a limit between them. A client
/// whom the balancer always sends to the same node has a part of the limit only. Thread-safe.
/// </summary>
/// <param name="nodes">How many nodes serve requests now, at least 1.</param>
public sealed class RateLimitShare(Func<int> nodes)
{
    /// <returns>The limit divided by the number of nodes, rounded up.</returns>
    public int Of(int limit)
    {
        var count = nodes();
        return (limit + count - 1) / count;
    }
}
