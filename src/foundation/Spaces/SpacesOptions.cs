namespace Plaza.Spaces;

/// <summary>The limits of a bus. Given to <c>AddSpaces</c>; the values here hold where nothing is said.</summary>
public sealed record SpacesOptions
{
    /// <summary>How many events may lead to each other, each caused by the one before, until the storm guard cuts.</summary>
    public int MaxCascadeDepth { get; init => field = RequireMin(value, 1, nameof(MaxCascadeDepth)); } = 32;

    /// <summary>How many events one event may lead to in all until the storm guard cuts.</summary>
    public int MaxCascadeSize { get; init => field = RequireMin(value, 1, nameof(MaxCascadeSize)); } = 10_000;

    /// <summary>How long a handler may take for one event, where its delivery says nothing.</summary>
    public TimeSpan HandlerTimeout { get; init => field = Positive(value, nameof(HandlerTimeout)); } = TimeSpan.FromSeconds(30);

    /// <summary>How long a space may take for an answer.</summary>
    public TimeSpan RequestTimeout { get; init => field = Positive(value, nameof(RequestTimeout)); } = TimeSpan.FromSeconds(30);

    /// <summary>How many events are kept parked in memory for one subscription; then the oldest is given up and reported.</summary>
    public int MaxDeadLetters { get; init => field = RequireMin(value, 1, nameof(MaxDeadLetters)); } = 1_000;

    private static int RequireMin(int value, int least, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }

    private static TimeSpan Positive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        return value;
    }
}
