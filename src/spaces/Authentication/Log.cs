using Microsoft.Extensions.Logging;
using Plaza.Contracts.Ids;

namespace Plaza.Authentication;

/// <summary>Everything this space says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "A login failed for account {Account}")]
    public static partial void LoginFailed(this ILogger logger, AccountId? account);
}
