namespace Plaza.Spaces.Events;

/// <summary>One listener of one type of event. Disposing it ends it; an event already being handled is finished.</summary>
public abstract class Subscription : IDisposable
{
    private readonly RunningHandlers _running = new();
    private long _handled;
    private long _faulted;

    private protected Subscription(string name, EventType type, Delivery delivery)
    {
        Name = name;
        Type = type;
        Delivery = delivery;
    }

    /// <summary>Who listens, such as <c>timelines.AddToReaders</c>; used in logs and metrics.</summary>
    public string Name { get; }

    public EventType Type { get; }

    public Delivery Delivery { get; }

    /// <summary>How many events were handled well.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>How many times the handler threw.</summary>
    public long Faulted => Volatile.Read(ref _faulted);

    public abstract void Dispose();

    /// <summary>The timestamp at which the longest running inline handler was entered, or 0 when none runs.</summary>
    internal long StartedAt => _running.Oldest;

    private protected int Enter(long timestamp) => _running.Enter(timestamp);

    private protected void Leave(int place) => _running.Leave(place);

    private protected void CountHandled() => Interlocked.Increment(ref _handled);

    private protected void CountFault() => Interlocked.Increment(ref _faulted);
}
