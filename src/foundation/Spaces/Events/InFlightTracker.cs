using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Events;

/// <summary>
/// Counts work in flight, so that a test can wait until none is left. Begun and ended work are counted separately and only grow: when the sum
/// of begun work, read last, equals the sum of ended work, nothing is in flight. Counting synchronises with no other thread: a waiter issues
/// a process-wide memory barrier instead. Thread-safe.
/// </summary>
public sealed class InFlightTracker
{
    private readonly StripedCounter _begun = new();
    private readonly StripedCounter _ended = new();
    private volatile TaskCompletionSource? _idle;

    /// <summary>Whether nothing is in flight.</summary>
    public bool IsIdle
    {
        get
        {
            var ended = _ended.Sum;
            return _begun.Sum == ended;
        }
    }

    /// <summary>Counts one piece of work as in flight until the returned value is disposed.</summary>
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

    /// <summary>A piece of work in flight.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly InFlightTracker? _counter;

        internal Scope(InFlightTracker counter) => _counter = counter;

        public void Dispose() => _counter?.Decrement();
    }
}
