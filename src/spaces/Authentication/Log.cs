using Microsoft.Extensions.Logging;

namespace Plaza.Authentication;

/// <summary>The log messages of the Authentication space.</summary>
internal static partial class Log
{
    /// <summary>The README documents the text: fail2ban matches it.</summary>
    [LoggerMessage(LogLevel.Warning, "Login failed from {Address} for {Name}")]
    public static partial void LoginFailed(this ILogger logger, string address, string name);

    [LoggerMessage(LogLevel.Warning, "Login limit reached from {Address}: {Max} failed attempts this hour for {Name}")]
    public static partial void LoginLimitReached(this ILogger logger, string address, int max, string name);
}
