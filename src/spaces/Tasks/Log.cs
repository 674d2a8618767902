using Microsoft.Extensions.Logging;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>The log messages of the Tasks space.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Scheduled {Count} recurring tasks")]
    public static partial void TasksScheduled(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Information, "Requeued {Count} tasks that were running when the server stopped")]
    public static partial void TasksRequeued(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Information, "Task {Name} {Key} ended: {Outcome} ({Detail}) in {Milliseconds:F0} ms")]
    public static partial void TaskEnded(this ILogger logger, string name, string key, TaskResultKind outcome, string detail, double milliseconds);

    [LoggerMessage(LogLevel.Error, "Task {Name} {Key} failed with an exception")]
    public static partial void TaskFailed(this ILogger logger, Exception fault, string name, string key);

    [LoggerMessage(LogLevel.Error, "Task {Name} {Key} exceeded its timeout of {Minutes} min and was cancelled; it keeps its place until it ends")]
    public static partial void TaskOverdue(this ILogger logger, string name, string key, double minutes);

    [LoggerMessage(LogLevel.Warning, "Task {Name} {Key} did not end before the shutdown; it runs again after the next start")]
    public static partial void TaskAbandoned(this ILogger logger, string name, string key);

    [LoggerMessage(LogLevel.Error, "Circuit of task {Name} opened: {Reason}; next attempt in {Seconds:0.#} s")]
    public static partial void CircuitOpened(this ILogger logger, string name, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "Circuit of task {Name} closed")]
    public static partial void CircuitClosed(this ILogger logger, string name);

    [LoggerMessage(LogLevel.Error, "Result of task {Name} {Key} could not be stored; retrying in {Seconds} s")]
    public static partial void StoringResultFailed(this ILogger logger, Exception fault, string name, string key, double seconds);

    [LoggerMessage(LogLevel.Warning, "Task {Name} for {Period} could not be queued; retrying until it can")]
    public static partial void EnqueueFailed(this ILogger logger, string name, string period);

    [LoggerMessage(LogLevel.Error, "Task runner failed; restarting in {Seconds} s")]
    public static partial void RunnerFailed(this ILogger logger, Exception fault, double seconds);
}
