using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>A publisher that waits until a full queue has a place for its event.</summary>
internal sealed class BlockedPublisher<TEvent>(QueueEntry<TEvent> entry)
    where TEvent : IEvent
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueueEntry<TEvent> Entry => entry;

    public Task Completion => _completion.Task;

    /// <summary>Why there will be no place.</summary>
    public string? RejectionReason { get; private set; }

    /// <summary>Ends the wait when it has lasted too long.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>What became of it in the end.</summary>
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
