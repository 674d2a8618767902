namespace Plaza.Spaces;

/// <summary>The limits of a bus. Given to <c>AddSpaces</c>; the values here hold where nothing is said.</summary>
public sealed record SpacesOptions
{
    /// <summary>How many events may lead to each other, each caused by the one before, until the storm guard cuts.</summary>
    public int DeepestCascade { get; init => field = AtLeast(value, 1, nameof(DeepestCascade)); } = 32;

    /// <summary>How many events one event may lead to in all until the storm guard cuts.</summary>
    public int LargestCascade { get; init => field = AtLeast(value, 1, nameof(LargestCascade)); } = 10_000;

    /// <summary>How long a handler may take for one event, where its delivery says nothing.</summary>
    public TimeSpan HandlerLimit { get; init => field = Positive(value, nameof(HandlerLimit)); } = TimeSpan.FromSeconds(30);

    /// <summary>How long a space may take for an answer.</summary>
    public TimeSpan AnswerLimit { get; init => field = Positive(value, nameof(AnswerLimit)); } = TimeSpan.FromSeconds(30);

    /// <summary>How many events are kept parked in memory for one subscription; then the oldest is given up and reported.</summary>
    public int MostParked { get; init => field = AtLeast(value, 1, nameof(MostParked)); } = 1_000;

    private static int AtLeast(int value, int least, string name)
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
