using Microsoft.Extensions.Logging;
using Plaza.Contracts.Ids;

namespace Plaza.Authentication;

/// <summary>The log messages of the Authentication space.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Login failed for account {Account}")]
    public static partial void LoginFailed(this ILogger logger, AccountId? account);
}
