namespace Plaza.Data.Committing;

/// <summary>Signals commits to the components that process committed rows: durable subscriptions and the task manager. Thread-safe.</summary>
public sealed class CommitSignal
{
    /// <summary>
    /// Raised after a commit with its last journal sequence, or 0 when it published no event. The response to the caller waits for the
    /// subscribers, so they must return at once. An exception is logged; the other subscribers are called all the same.
    /// </summary>
    public event Action<long>? Committed;

    /// <summary>Raised as <see cref="Committed"/> is, but only after commits that published events.</summary>
    internal event Action<long>? Appended;

    /// <exception cref="AggregateException">Subscribers have thrown; all were called.</exception>
    internal void Notify(long sequence)
    {
        List<Exception>? faults = null;
        Call(Committed, sequence, ref faults);
        if (sequence is not 0)
            Call(Appended, sequence, ref faults);

        if (faults is not null)
            throw new AggregateException(faults);
    }

    private static void Call(Action<long>? subscribers, long sequence, ref List<Exception>? faults)
    {
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
        {
            try
            {
                subscriber(sequence);
            }
            catch (Exception fault)
            {
                (faults ??= []).Add(fault);
            }
        }
    }
}
