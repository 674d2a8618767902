namespace Plaza.Data.Committing;

/// <summary>Wakes those who work on what is written down: durable subscriptions and the task manager.</summary>
public sealed class CommitSignal
{
    /// <summary>
    /// Something was committed; given is the newest sequence of the journal, or 0 when no event was among it. Called on the
    /// way to the caller's answer: note it and return. What one subscriber throws is logged, and the others are called all the same.
    /// </summary>
    public event Action<long>? Committed;

    /// <exception cref="AggregateException">Some subscribers have thrown; all were called.</exception>
    internal void Notify(long sequence)
    {
        List<Exception>? faults = null;
        foreach (var subscriber in Delegate.EnumerateInvocationList(Committed))
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

        if (faults is not null)
            throw new AggregateException(faults);
    }
}
