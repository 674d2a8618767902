using Microsoft.Extensions.Logging;

namespace Plaza.Api;

/// <summary>The log messages of the API.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    public static partial void EndpointFailed(this ILogger logger, Exception exception, string method, string route);
}
