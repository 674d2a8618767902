using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>A publisher that waits for room in a full queue.</summary>
internal sealed class BlockedPublisher<TEvent>(QueueEntry<TEvent> entry)
    where TEvent : IEvent
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueueEntry<TEvent> Entry => entry;

    public Task Completion => _completion.Task;

    /// <summary>Why the event was rejected.</summary>
    public string? RejectionReason { get; private set; }

    /// <summary>Ends the wait at the timeout.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>The result, once the wait is over.</summary>
    public EnqueueResult Result { get; private set; } = EnqueueResult.Rejected;

    public void Admit(EnqueueResult result)
    {
        Result = result;
        Timer?.Dispose();
        _completion.TrySetResult();
    }

    public void Withdraw() => Admit(EnqueueResult.Withdrawn);

    public void Reject(string reason)
    {
        RejectionReason = reason;
        Timer?.Dispose();
        _completion.TrySetResult();
    }
}
