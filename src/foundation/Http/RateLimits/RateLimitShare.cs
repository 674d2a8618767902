namespace Plaza.Http.RateLimits;

/// <summary>
/// The part of a rate limit that holds on this node: the counts are in memory, so the nodes behind a load balancer divide a limit between them. A client
/// whom the balancer always sends to the same node has a part of the limit only. Thread-safe.
/// </summary>
/// <param name="limit">The limit of all nodes together.</param>
/// <returns>At least 1.</returns>
public delegate int RateLimitShare(int limit);
