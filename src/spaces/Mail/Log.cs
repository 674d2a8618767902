using Microsoft.Extensions.Logging;

namespace Plaza.Mail;

/// <summary>The log messages of the Mail space.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "Whether mail {Id}, which was sent, may be kept could not be checked")]
    public static partial void CheckAfterSendingFailed(this ILogger logger, Exception fault, string id);
}
