namespace Plaza.Data.Committing;

/// <summary>In which of the committer's two queues a write request waits. Each has its own limits and its own share of every transaction.</summary>
public enum WriteLane
{
    /// <summary>A person or an operator waits for the response.</summary>
    Commands,

    /// <summary>Nobody waits: effects of durable subscriptions, tasks, counts, purges, erasure.</summary>
    Background,
}
