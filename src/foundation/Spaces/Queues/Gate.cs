namespace Plaza.Spaces.Queues;

/// <summary>
/// Whether a mailbox gives out what waits: not while it is paused, nor while the circuit of its handler is open. Changed
/// under the lock of the mailbox.
/// </summary>
internal sealed class Gate(TimeProvider clock, Action tryAgain)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly Alarm _again = new(clock, tryAgain);
    private volatile bool _isPaused;
    private bool _isCircuitOpen;

    /// <summary>May be read without the lock.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    public bool IsShut => _isPaused || _isCircuitOpen;

    /// <param name="pause">When to try again, where that is known.</param>
    public void OpenCircuit(TimeSpan? pause)
    {
        _isCircuitOpen = true;
        _again.Set(pause > Soon ? pause.Value : Soon);
    }

    public void CloseCircuit() => _isCircuitOpen = false;

    public void Stop() => _again.Stop();
}
