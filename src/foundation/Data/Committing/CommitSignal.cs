namespace Plaza.Data.Committing;

/// <summary>Wakes those who work on what is written down: durable subscriptions and the task manager.</summary>
public sealed class CommitSignal
{
    /// <summary>
    /// Something was committed; given is the newest sequence of the journal, or 0 when no event was among it. Called on the
    /// way to the caller's answer: note it and return.
    /// </summary>
    public event Action<long>? Committed;

    internal void Give(long sequence) => Committed?.Invoke(sequence);
}
