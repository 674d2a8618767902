using Plaza.Spaces.Events;

namespace Plaza.Spaces.Queues;

/// <summary>A publisher that waits until a full queue has a place for its event.</summary>
internal sealed class Waiter<TEvent>(Entry<TEvent> entry)
    where TEvent : IEvent
{
    private readonly TaskCompletionSource _place = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Entry<TEvent> Entry => entry;

    public Task Place => _place.Task;

    /// <summary>Why there will be no place.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Ends the wait when it has lasted too long.</summary>
    public ITimer? Patience { get; set; }

    /// <summary>What became of it in the end.</summary>
    public Taken Taken { get; private set; } = Taken.Refused;

    public void LetIn(Taken taken)
    {
        Taken = taken;
        Patience?.Dispose();
        _place.TrySetResult();
    }

    public void Refuse(string reason)
    {
        Refusal = reason;
        Patience?.Dispose();
        _place.TrySetResult();
    }
}
