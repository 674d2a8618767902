namespace Plaza.Data.Committing;

/// <summary>The committer's two queues. Each has its own limits and its own share of every transaction (ADR 44).</summary>
public enum WriteLane
{
    /// <summary>A user or an operator waits for the response.</summary>
    Commands,

    /// <summary>No caller waits: effects of durable subscriptions, tasks, counts, purges, erasure.</summary>
    Background,
}
