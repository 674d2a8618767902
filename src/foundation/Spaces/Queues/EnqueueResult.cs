namespace Plaza.Spaces.Queues;

/// <summary>What a mailbox made of an event that was offered to it. Each but the first was reported.</summary>
internal enum EnqueueResult
{
    Queued,
    Rejected,

    /// <summary>Its key or number could not be worked out.</summary>
    Faulted,
}
