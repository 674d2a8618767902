using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Ids;
using Plaza.Http.Callers;
using Plaza.Http.Rejections;

namespace Plaza.Http.RateLimits;

/// <summary>
/// Looks up the caller and limits how many requests it may send: users by token and by account, from whatever address; anonymous callers
/// and apps without a user by address (IPv6 by its /64). OPTIONS is not counted, since proxies use it as a health check. Responses carry
/// Mastodon's <c>X-RateLimit-*</c> headers; a 429 has <c>Retry-After</c>.
/// </summary>
internal sealed class RateLimitMiddleware(
    RequestDelegate next, CallerLookup callers, RequestCounter counter, TimeProvider clock, IOptions<RateLimitOptions> options)
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

        var result = exceeded ?? Strictest(RulesFor(context.Request, Caller.Of(context)).Select(applied => counter.Count(applied.Key, applied.Rule)));
        AddHeaders(context.Response.Headers, result);

        if (result.IsExceeded)
            await RejectAsync(context, result);
        else
            await next(context);
    }

    private static IEnumerable<(string Key, RateLimitRule Rule)> RulesFor(HttpRequest request, Caller caller)
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

    /// <summary>As routing compares: case is ignored, and so is a slash at the end, which the caller has removed.</summary>
    private static bool Is(string path, string route) => path.Equals(route, StringComparison.OrdinalIgnoreCase);

    private static bool IsDelete(HttpRequest request, string path) =>
        (HttpMethods.IsDelete(request.Method) && request.Path.StartsWithSegments("/api/v1/statuses"))
        || (HttpMethods.IsPost(request.Method) && path is ['/', '@', ..] && path.EndsWith("/delete", StringComparison.OrdinalIgnoreCase));

    private static RateLimitResult Strictest(IEnumerable<RateLimitResult> results) =>
        results.OrderByDescending(result => result.IsExceeded).ThenBy(result => result.Remaining).First();

    private static void AddHeaders(IHeaderDictionary headers, RateLimitResult result)
    {
        headers["X-RateLimit-Limit"] = result.Limit.ToString(CultureInfo.InvariantCulture);
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
