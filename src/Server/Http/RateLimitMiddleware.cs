using System.Globalization;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Ids;
using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>
/// Limits how often a caller may ask: a user by token and by account, wherever the requests come from; everybody else, and apps that act for
/// themselves, by address (IPv6 by its /64). OPTIONS costs nothing and does not count: proxies probe with it. Responses carry Mastodon's
/// <c>X-RateLimit-*</c> headers; a rejection says when to come back.
/// </summary>
internal sealed class RateLimitMiddleware(
    RequestDelegate next, CallerLookup callers, RequestCounter limits, TimeProvider clock, IOptions<RateLimitOptions> options)
{
    private static readonly RateLimitRule Ordinary = new(300, TimeSpan.FromMinutes(5));
    private static readonly RateLimitRule OfUser = new(1500, TimeSpan.FromMinutes(5));
    private static readonly RateLimitRule Deletes = new(30, TimeSpan.FromMinutes(30));
    private static readonly RateLimitRule SignUps = new(5, TimeSpan.FromMinutes(30));
    private static readonly RateLimitRule LogIns = new(25, TimeSpan.FromMinutes(5));
    private static readonly RateLimitRule AppRegistrations = new(30, TimeSpan.FromHours(1));

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

        var verdict = exceeded ?? Worst(Limits(context.Request, Caller.Of(context)).Select(limit => limits.Count(limit.Key, limit.Limit)));
        Show(context.Response.Headers, verdict);

        if (verdict.IsExceeded)
            await RefuseAsync(context, verdict);
        else
            await next(context);
    }

    private static IEnumerable<(string Key, RateLimitRule Limit)> Limits(HttpRequest request, Caller caller)
    {
        if (caller.Token is { } token)
            yield return ($"token:{token}", Ordinary);

        if (caller.User is { } user)
            yield return ($"user:{user}", OfUser);
        else
            yield return ($"address:{caller.Address}", Ordinary);

        var path = request.Path.Value?.TrimEnd('/') ?? "";
        if (IsDelete(request, path))
            yield return ($"delete:{caller.User?.ToString() ?? caller.Address}", Deletes);

        if (HttpMethods.IsPost(request.Method) && Is(path, "/login"))
            yield return ($"login:{caller.Address}", LogIns);

        if (HttpMethods.IsPost(request.Method) && (Is(path, "/signup") || Is(path, "/login/reset") || Is(path, "/api/v1/accounts")))
            yield return ($"signup:{caller.Address}", SignUps);

        if (HttpMethods.IsPost(request.Method) && Is(path, "/api/v1/apps"))
            yield return ($"apps:{caller.Address}", AppRegistrations);
    }

    /// <summary>As routes are compared: upper or lower case is the same, and so is a slash more at the end, which is cut off before.</summary>
    private static bool Is(string path, string route) => path.Equals(route, StringComparison.OrdinalIgnoreCase);

    private static bool IsDelete(HttpRequest request, string path) =>
        (HttpMethods.IsDelete(request.Method) && request.Path.StartsWithSegments("/api/v1/statuses"))
        || (HttpMethods.IsPost(request.Method) && path is ['/', '@', ..] && path.EndsWith("/delete", StringComparison.OrdinalIgnoreCase));

    private static RateLimitResult Worst(IEnumerable<RateLimitResult> verdicts) =>
        verdicts.OrderByDescending(verdict => verdict.IsExceeded).ThenBy(verdict => verdict.Remaining).First();

    private static void Show(IHeaderDictionary headers, RateLimitResult verdict)
    {
        headers["X-RateLimit-Limit"] = verdict.Most.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = verdict.Resets.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }

    private async Task RefuseAsync(HttpContext context, RateLimitResult verdict)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling((verdict.Resets - clock.GetUtcNow()).TotalSeconds));
        context.Response.StatusCode = 429;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (ApiPaths.Contain(context.Request.Path))
            await context.Response.WriteAsJsonAsync(new { error = "Too many requests" });
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
