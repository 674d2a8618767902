namespace Plaza.Spaces.Queues;

/// <summary>What the watch for stuck handlers must know of a worker.</summary>
internal abstract class QueueWorker
{
    /// <summary>How long its handler may take for one event; infinite where something else sees to that.</summary>
    public abstract TimeSpan Timeout { get; }

    /// <summary>Grows with each event; 0 between two, below 0 while the handler goes on by itself and is watched by a timer.</summary>
    public abstract long Step { get; }

    /// <summary>Gives it up, with the event that it hangs on, if it is still at that step.</summary>
    public abstract void Abandon(long step);
}
