using Microsoft.Extensions.Logging;

namespace Plaza.Mail;

/// <summary>The log messages of the Mail space.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "Check after sending mail {Id} failed; its stored copy remains")]
    public static partial void CheckAfterSendingFailed(this ILogger logger, Exception fault, string id);
}
