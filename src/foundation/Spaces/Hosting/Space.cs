namespace Plaza.Spaces.Hosting;

/// <summary>
/// One aspect of the application, with its own state and tables. Spaces never call each other: they publish events and subscribe to them. One
/// instance lives as long as the host; its handlers must be thread-safe.
/// </summary>
public abstract class Space(string name)
{
    /// <summary>The name of the space: a plural noun in lower case.</summary>
    public string Name => name;

    /// <summary>Declares the subscriptions, request handlers, published events and tasks of this space. Called once, at the start of the host.</summary>
    protected internal abstract void Configure(SpaceBuilder space);

    /// <summary>Called once at the start of the host, after all spaces are configured. An exception stops the start.</summary>
    protected internal virtual ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
