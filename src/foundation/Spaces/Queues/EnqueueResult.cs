namespace Plaza.Spaces.Queues;

/// <summary>What became of an event that was offered to a queue. Rejections and faults were reported.</summary>
internal enum EnqueueResult
{
    Queued,
    Rejected,

    /// <summary>The queue is full; the caller decides whether to wait. Nothing was reported.</summary>
    Full,

    /// <summary>The publisher's token was cancelled while it waited for room. Nothing was reported.</summary>
    Withdrawn,

    /// <summary>Its key or number could not be worked out.</summary>
    Faulted,
}

/// <summary>What a full queue does that makes its publishers wait.</summary>
internal enum WhenBlocked
{
    /// <summary>Returns <see cref="EnqueueResult.Full"/>.</summary>
    Return,

    /// <summary>Lets the publisher wait for room.</summary>
    Wait,

    /// <summary>Rejects the event: only the end of the publisher's own handler could make room.</summary>
    Reject,
}
