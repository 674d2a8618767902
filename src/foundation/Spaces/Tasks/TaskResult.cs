namespace Plaza.Spaces.Tasks;

/// <summary>How a run ended. A run that throws has failed and is tried again.</summary>
public sealed record TaskResult
{
    private TaskResult(TaskResultKind verdict, string detail)
    {
        Kind = verdict;
        Detail = detail;
    }

    public TaskResultKind Kind { get; }

    /// <summary>A sentence for the operator.</summary>
    public string Detail { get; }

    /// <summary>For <see cref="TaskResultKind.Postponed"/> and <see cref="TaskResultKind.Unavailable"/>: how long to wait.</summary>
    public TimeSpan After { get; private init; }

    /// <summary>For <see cref="TaskResultKind.Unavailable"/>: how long to wait at most, however often it happens.</summary>
    public TimeSpan MaxAfter { get; private init; }

    /// <summary>It is done and will not be tried again.</summary>
    public static TaskResult Completed(string detail) => new(TaskResultKind.Completed, detail);

    /// <summary>Try again on the task's own schedule of retries.</summary>
    public static TaskResult Retry(string detail) => new(TaskResultKind.Retry, detail);

    /// <summary>It could not even be tried: again after <paramref name="after"/>, without counting this as a try.</summary>
    public static TaskResult Postponed(string detail, TimeSpan after) => new(TaskResultKind.Postponed, detail) { After = after };

    /// <summary>
    /// What all tasks of this kind depend on is unavailable. This is not counted as a try, and opens a circuit breaker: no task of the kind is
    /// started for <paramref name="breakDuration"/>, then one at a time is tried. The duration doubles with each that fails, up to
    /// <paramref name="maxBreakDuration"/>.
    /// </summary>
    public static TaskResult Unavailable(string detail, TimeSpan breakDuration, TimeSpan maxBreakDuration) =>
        new(TaskResultKind.Unavailable, detail) { After = breakDuration, MaxAfter = maxBreakDuration };

    /// <summary>It will never work: parked at once.</summary>
    public static TaskResult Failed(string detail) => new(TaskResultKind.Failed, detail);
}

/// <summary>How a run ended; what follows stands at <see cref="TaskResult"/>.</summary>
public enum TaskResultKind
{
    Completed,
    Retry,
    Postponed,
    Failed,
    Unavailable,
}
