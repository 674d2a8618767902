namespace Plaza.Spaces.Tasks;

/// <summary>How a run ended. A run that throws has failed and is tried again.</summary>
public sealed record TaskOutcome
{
    private TaskOutcome(TaskVerdict verdict, string detail)
    {
        Verdict = verdict;
        Detail = detail;
    }

    public TaskVerdict Verdict { get; }

    /// <summary>A sentence for the operator.</summary>
    public string Detail { get; }

    /// <summary>For <see cref="TaskVerdict.Postponed"/> and <see cref="TaskVerdict.Unavailable"/>: how long to wait.</summary>
    public TimeSpan After { get; private init; }

    /// <summary>For <see cref="TaskVerdict.Unavailable"/>: how long to wait at most, however often it happens.</summary>
    public TimeSpan MaxAfter { get; private init; }

    /// <summary>It is done and will not be tried again.</summary>
    public static TaskOutcome Done(string detail) => new(TaskVerdict.Done, detail);

    /// <summary>Try again on the task's own schedule of retries.</summary>
    public static TaskOutcome TryAgain(string detail) => new(TaskVerdict.TryAgain, detail);

    /// <summary>It could not even be tried: again after <paramref name="after"/>, without counting this as a try.</summary>
    public static TaskOutcome Postponed(string detail, TimeSpan after) => new(TaskVerdict.Postponed, detail) { After = after };

    /// <summary>
    /// What all tasks of this kind depend on is unavailable. This is not counted as a try, and opens a circuit breaker: no task of the kind is
    /// started for <paramref name="breakDuration"/>, then one at a time is tried. The duration doubles with each that fails, up to
    /// <paramref name="maxBreakDuration"/>.
    /// </summary>
    public static TaskOutcome Unavailable(string detail, TimeSpan breakDuration, TimeSpan maxBreakDuration) =>
        new(TaskVerdict.Unavailable, detail) { After = breakDuration, MaxAfter = maxBreakDuration };

    /// <summary>It will never work: parked at once.</summary>
    public static TaskOutcome Failed(string detail) => new(TaskVerdict.Failed, detail);
}

/// <summary>How a run ended; what follows stands at <see cref="TaskOutcome"/>.</summary>
public enum TaskVerdict
{
    Done,
    TryAgain,
    Postponed,
    Failed,
    Unavailable,
}
