using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Events;

/// <summary>
/// Knows whether work was begun that has not ended, so that a test can wait until there is none. Begun and ended are
/// counted apart and only grow: when all that had begun at the end of a count has ended before it, nothing is in flight.
/// Neither waits for other threads: who wants to know when it is quiet makes all of them show first what they have counted.
/// </summary>
public sealed class InFlightTracker
{
    private readonly StripedCounter _begun = new();
    private readonly StripedCounter _ended = new();
    private volatile TaskCompletionSource? _idle;

    /// <summary>Whether nothing is in flight at this moment.</summary>
    public bool IsIdle
    {
        get
        {
            var ended = _ended.Sum;
            return _begun.Sum == ended;
        }
    }

    /// <summary>Counts one piece of work until the returned value is disposed.</summary>
    public Scope Begin()
    {
        Increment();
        return new(this);
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task WhenIdleAsync()
    {
        if (IsIdle)
            return Task.CompletedTask;

        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var quiet = Interlocked.CompareExchange(ref _idle, fresh, null) ?? fresh;
        Interlocked.MemoryBarrierProcessWide();
        Look();
        return quiet.Task;
    }

    internal void Increment() => _begun.Add(ThreadDispatchState.Current());

    internal void Decrement()
    {
        _ended.Add(ThreadDispatchState.Current());
        if (_idle is not null)
            Look();
    }

    private void Look()
    {
        if (IsIdle)
            Interlocked.Exchange(ref _idle, null)?.SetResult();
    }

    /// <summary>A piece of work under way.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly InFlightTracker? _counter;

        internal Scope(InFlightTracker counter) => _counter = counter;

        public void Dispose() => _counter?.Decrement();
    }
}
