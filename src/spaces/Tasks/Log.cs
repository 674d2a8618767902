using Microsoft.Extensions.Logging;
using Plaza.Spaces.Tasks;

namespace Plaza.Tasks;

/// <summary>The log messages of the Tasks space.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "The clock of {Tasks} recurring tasks runs")]
    public static partial void ClockStarted(this ILogger logger, int tasks);

    [LoggerMessage(LogLevel.Information, "{Tasks} tasks were running when the server ended; they run again")]
    public static partial void TasksReclaimed(this ILogger logger, int tasks);

    [LoggerMessage(LogLevel.Information, "Task {Name} {Key}: {Verdict} ({Detail}) in {Milliseconds:F0} ms")]
    public static partial void TaskEnded(this ILogger logger, string name, string key, TaskResultKind verdict, string detail, double milliseconds);

    [LoggerMessage(LogLevel.Error, "Task {Name} {Key} threw")]
    public static partial void TaskThrew(this ILogger logger, Exception fault, string name, string key);

    [LoggerMessage(LogLevel.Error, "Task {Name} {Key} runs for more than {Minutes} minutes and was cancelled; its place is taken until it ends")]
    public static partial void TaskOverdue(this ILogger logger, string name, string key, double minutes);

    [LoggerMessage(LogLevel.Warning, "Task {Name} {Key} still ran when the server ended; it runs again after the next start")]
    public static partial void TaskAbandoned(this ILogger logger, string name, string key);

    [LoggerMessage(LogLevel.Error, "Tasks {Name} cannot run: {Reason}; one of them is tried again in {Seconds:0.#} s, the others wait")]
    public static partial void CircuitOpened(this ILogger logger, string name, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "Tasks {Name} run again")]
    public static partial void CircuitClosed(this ILogger logger, string name);

    [LoggerMessage(LogLevel.Error, "How task {Name} {Key} ended could not be noted; once more in {Seconds} s")]
    public static partial void EndingFailed(this ILogger logger, Exception fault, string name, string key, double seconds);

    [LoggerMessage(LogLevel.Warning, "Task {Name} is due for {Period}, which cannot be written down at the moment; it is tried again until it can")]
    public static partial void PeriodWaits(this ILogger logger, string name, string period);

    [LoggerMessage(LogLevel.Error, "The task manager stumbled and goes on in {Seconds} s")]
    public static partial void RunnerStumbled(this ILogger logger, Exception fault, double seconds);
}
