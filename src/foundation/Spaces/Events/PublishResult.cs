namespace Plaza.Spaces.Events;

/// <summary>What became of one publishing.</summary>
/// <param name="Delivered">Handlers that have ended well.</param>
/// <param name="Started">Handlers that were started and not waited for.</param>
/// <param name="Faulted">Handlers that threw.</param>
public readonly record struct PublishResult(int Delivered, int Started, int Faulted)
{
    /// <summary>Nobody listens to events of this type.</summary>
    public bool Unhandled => Delivered + Started + Faulted == 0;
}
