namespace Plaza.Spaces.Hosting;

/// <summary>
/// One aspect of the application, with its own memory and tables. It never calls another space: it says what happened
/// and listens to what concerns it. One instance lives as long as the host; its handlers must bear several threads.
/// </summary>
public abstract class Space(string name)
{
    /// <summary>The plural noun by which the space is known, in lower case.</summary>
    public string Name => name;

    /// <summary>The table of contents: what this space hears, answers, says and runs.</summary>
    protected internal abstract void Configure(SpaceBuilder space);

    /// <summary>Called once before the first request is let in, after all spaces are configured.</summary>
    protected internal virtual ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
