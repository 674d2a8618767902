using Plaza.Spaces.Dispatch;

namespace Plaza.Spaces.Events;

/// <summary>
/// Knows whether work was begun that has not ended, so that a test can wait until there is none. Begun and ended are
/// counted apart and only grow: when all that had begun at the end of a count has ended before it, nothing is in flight.
/// Neither waits for other threads: who wants to know when it is quiet makes all of them show first what they have counted.
/// </summary>
public sealed class InFlight
{
    private readonly StripedCounter _begun = new();
    private readonly StripedCounter _ended = new();
    private volatile TaskCompletionSource? _quiet;

    /// <summary>Whether nothing is in flight at this moment.</summary>
    public bool IsQuiet
    {
        get
        {
            var ended = _ended.Sum;
            return _begun.Sum == ended;
        }
    }

    /// <summary>Counts one piece of work until the returned value is disposed.</summary>
    public Work Enter()
    {
        Begin();
        return new(this);
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task WhenQuietAsync()
    {
        if (IsQuiet)
            return Task.CompletedTask;

        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var quiet = Interlocked.CompareExchange(ref _quiet, fresh, null) ?? fresh;
        Interlocked.MemoryBarrierProcessWide();
        Look();
        return quiet.Task;
    }

    internal void Begin() => _begun.Add(ThreadDispatchState.Current());

    internal void End()
    {
        _ended.Add(ThreadDispatchState.Current());
        if (_quiet is not null)
            Look();
    }

    private void Look()
    {
        if (IsQuiet)
            Interlocked.Exchange(ref _quiet, null)?.SetResult();
    }

    /// <summary>A piece of work under way.</summary>
    public readonly struct Work : IDisposable
    {
        private readonly InFlight? _counter;

        internal Work(InFlight counter) => _counter = counter;

        public void Dispose() => _counter?.End();
    }
}
