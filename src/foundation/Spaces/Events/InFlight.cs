namespace Plaza.Spaces.Events;

/// <summary>Counts the work that was begun and has not ended, so that a test can wait until there is none.</summary>
public sealed class InFlight
{
    private readonly Lock _counting = new();
    private TaskCompletionSource? _quiet;
    private int _count;

    /// <summary>Counts one piece of work until the returned value is disposed.</summary>
    public Work Enter()
    {
        lock (_counting)
            _count++;

        return new(this);
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task WhenQuietAsync()
    {
        lock (_counting)
            return _count is 0 ? Task.CompletedTask : (_quiet ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void Leave()
    {
        TaskCompletionSource? quiet = null;
        lock (_counting)
        {
            if (--_count is 0)
                (quiet, _quiet) = (_quiet, null);
        }

        quiet?.SetResult();
    }

    /// <summary>A piece of work under way.</summary>
    public readonly struct Work : IDisposable
    {
        private readonly InFlight? _counter;

        internal Work(InFlight counter) => _counter = counter;

        public void Dispose() => _counter?.Leave();
    }
}
