using Microsoft.Extensions.Logging;

namespace Plaza.Api;

/// <summary>Everything this door says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    public static partial void EndpointFailed(this ILogger logger, Exception exception, string method, string route);
}
