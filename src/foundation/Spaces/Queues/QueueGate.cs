namespace Plaza.Spaces.Queues;

/// <summary>
/// Whether a queue gives out events: not while it is paused, nor while the circuit of its handler is open. Changed under the
/// lock of the queue.
/// </summary>
internal sealed class QueueGate(TimeProvider clock, Action retry)
{
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly ResettableTimer _retry = new(clock, retry);
    private volatile bool _isPaused;
    private bool _isCircuitOpen;

    /// <summary>May be read without the lock.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    public bool IsClosed => _isPaused || _isCircuitOpen;

    /// <param name="retryAfter">The time after which to retry, where it is known.</param>
    public void OpenCircuit(TimeSpan? retryAfter)
    {
        _isCircuitOpen = true;
        _retry.Set(retryAfter > MinRetryDelay ? retryAfter.Value : MinRetryDelay);
    }

    public void CloseCircuit() => _isCircuitOpen = false;

    public void Stop() => _retry.Stop();
}
