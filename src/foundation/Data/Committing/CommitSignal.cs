namespace Plaza.Data.Committing;

/// <summary>Signals commits to the components that process committed rows: durable subscriptions and the task manager. Thread-safe.</summary>
public sealed class CommitSignal
{
    /// <summary>
    /// Raised after a commit with its last journal sequence, or 0 when it published no event. The response to the caller waits for the
    /// subscribers, so they must return at once. An exception is logged; the other subscribers are called all the same.
    /// </summary>
    public event Action<long>? Committed;

    /// <exception cref="AggregateException">Subscribers have thrown; all were called.</exception>
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
