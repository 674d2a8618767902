namespace Plaza.Spaces.Events;

/// <summary>What became of one publishing. Every listener of the event is counted once.</summary>
/// <param name="Delivered">Handlers that have ended well.</param>
/// <param name="Queued">Handlers that will end later: queued, or begun and not waited for.</param>
/// <param name="Faulted">Handlers that threw or ran out of time.</param>
/// <param name="Rejected">Handlers that were not told: their queue was full or their circuit open. Each was reported.</param>
public readonly record struct PublishResult(int Delivered, int Queued = 0, int Faulted = 0, int Rejected = 0)
{
    /// <summary>The storm guard has cut the event off: nobody was told of it.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>Nobody listens to events of this type.</summary>
    public bool IsUnhandled => !IsSuppressed && (Delivered | Queued | Faulted | Rejected) is 0;
}
