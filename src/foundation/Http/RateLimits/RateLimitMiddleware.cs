using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Ids;
using Plaza.Http.Callers;
using Plaza.Http.Rejections;

namespace Plaza.Http.RateLimits;

/// <summary>
/// Looks up the caller and limits its requests by <see cref="RateLimitRules"/>: users by token and by account, whatever their address; anonymous
/// callers and apps without a user by address (IPv6 by its /64). OPTIONS is not counted, since proxies use it as a health check. Responses carry
/// Mastodon's <c>X-RateLimit-*</c> headers; a 429 has <c>Retry-After</c>. The first request of a window that exceeds a limit is logged.
/// </summary>
internal sealed class RateLimitMiddleware(
    RequestDelegate next, CallerLookup callers, RequestCounter counter, TimeProvider clock, IOptions<RateLimitOptions> options, ILogger<RateLimitMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
            return;
        }

        var exceeded = await callers.FindAsync(context);
        if (!options.Value.Enabled || InternalRequests.Sent(context))
        {
            await next(context);
            return;
        }

        RateLimitResult[] results = exceeded is not null
            ? [exceeded]
            : [.. RulesFor(context.Request, Caller.Of(context)).Select(applied => counter.Count(applied.Key, applied.Rule))];
        var strictest = results.MinBy(result => result.IsExceeded ? -1 : result.Remaining)!;
        AddHeaders(context.Response.Headers, strictest);
        if (!strictest.IsExceeded)
        {
            await next(context);
            return;
        }

        foreach (var (key, rule, _, _) in results.Where(result => result.IsFirstExceeded))
            logger.RateLimitReached(ClientAddress.TextOf(context.Connection.RemoteIpAddress), rule.Limit, rule.Window.TotalMinutes, key);

        await RejectAsync(context, strictest);
    }

    private static IEnumerable<(string Key, RateLimitRule Rule)> RulesFor(HttpRequest request, Caller caller)
    {
        if (caller.Token is { } token)
            yield return ($"token:{token}", RateLimitRules.PerToken);

        if (caller.User is { } user)
            yield return ($"user:{user}", RateLimitRules.PerUser);
        else
            yield return ($"address:{caller.Address}", RateLimitRules.PerAddress);

        var path = request.Path.Value?.TrimEnd('/') ?? "";
        if (IsDelete(request, path))
            yield return ($"delete:{caller.User?.ToString() ?? caller.Address}", RateLimitRules.Deletions);

        if (HttpMethods.IsPost(request.Method) && Is(path, "/login"))
            yield return ($"login:{caller.Address}", RateLimitRules.Logins);

        if (HttpMethods.IsPost(request.Method) && (Is(path, "/signup") || Is(path, "/login/reset") || Is(path, "/api/v1/accounts")))
            yield return ($"signup:{caller.Address}", RateLimitRules.SignUps);

        if (HttpMethods.IsPost(request.Method) && Is(path, "/api/v1/apps"))
            yield return ($"apps:{caller.Address}", RateLimitRules.AppRegistrations);
    }

    /// <summary>Compares like routing: ignores case. A trailing slash, which routing ignores too, was removed before.</summary>
    private static bool Is(string path, string route) => path.Equals(route, StringComparison.OrdinalIgnoreCase);

    private static bool IsDelete(HttpRequest request, string path) =>
        (HttpMethods.IsDelete(request.Method) && request.Path.StartsWithSegments("/api/v1/statuses"))
        || (HttpMethods.IsPost(request.Method) && path is ['/', '@', ..] && path.EndsWith("/delete", StringComparison.OrdinalIgnoreCase));

    private static void AddHeaders(IHeaderDictionary headers, RateLimitResult result)
    {
        headers["X-RateLimit-Limit"] = result.Rule.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = result.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = result.Resets.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }

    private Task RejectAsync(HttpContext context, RateLimitResult result)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling((result.Resets - clock.GetUtcNow()).TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.RejectAsync(StatusCodes.Status429TooManyRequests, "Too many requests");
    }

    private sealed record Caller(string Address, TokenId? Token, AccountId? User)
    {
        public static Caller Of(HttpContext context)
        {
            var caller = RequestCaller.Of(context);
            var principal = caller.IsFailed ? null : caller.Principal;
            return new(ClientAddress.KeyOf(context.Connection.RemoteIpAddress), principal?.Token, principal?.Account);
        }
    }
}
