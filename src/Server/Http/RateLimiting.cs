using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Plaza.Api.Entry;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;
using Plaza.Web.Authentication;

namespace Plaza.Server.Http;

/// <summary>
/// Holds back whoever asks too often: by token and by user where there is a good token of a user, by address otherwise (IPv6
/// by its /64), and by user where a browser is logged in. Stands behind CORS, which answers preflights before they count.
/// Answers carry Mastodon's headers; a refusal says when to come back.
/// </summary>
internal sealed class RateLimiting(RequestDelegate next, RateLimits limits, IRequestBus bus, TimeProvider clock, IOptions<RateLimitOptions> options)
{
    private static readonly RateLimit Ordinary = new(300, TimeSpan.FromMinutes(5));
    private static readonly RateLimit OfUser = new(1500, TimeSpan.FromMinutes(5));
    private static readonly RateLimit Deletes = new(30, TimeSpan.FromMinutes(30));
    private static readonly RateLimit SignUps = new(5, TimeSpan.FromMinutes(30));
    private static readonly RateLimit LogIns = new(25, TimeSpan.FromMinutes(5));

    public Task InvokeAsync(HttpContext context) => options.Value.Enabled ? CountAsync(context) : next(context);

    private async Task CountAsync(HttpContext context)
    {
        var caller = await CallerAsync(context);
        var verdict = Worst(Limits(context.Request, caller).Select(limit => limits.Count(limit.Key, limit.Limit)));
        Show(context.Response.Headers, verdict);

        if (verdict.IsExceeded)
            await RefuseAsync(context, verdict);
        else
            await next(context);
    }

    private static IEnumerable<(string Key, RateLimit Limit)> Limits(HttpRequest request, Caller caller)
    {
        if (caller.Token is { } token)
            yield return ($"token:{token}", Ordinary);

        if (caller.Token is null || caller.User is null)
            yield return ($"address:{caller.Address}", Ordinary);

        if (caller.User is { } user)
            yield return ($"user:{user}", OfUser);

        var path = request.Path.Value?.TrimEnd('/') ?? "";
        if (IsDelete(request, path))
            yield return ($"delete:{caller.User?.ToString() ?? caller.Address}", Deletes);

        if (HttpMethods.IsPost(request.Method) && Is(path, "/login"))
            yield return ($"login:{caller.Address}", LogIns);

        if (HttpMethods.IsPost(request.Method) && (Is(path, "/signup") || Is(path, "/api/v1/accounts")))
            yield return ($"signup:{caller.Address}", SignUps);
    }

    /// <summary>As routes are compared: upper or lower case is the same, and so is a slash more at the end, which is cut off before.</summary>
    private static bool Is(string path, string route) => path.Equals(route, StringComparison.OrdinalIgnoreCase);

    private static bool IsDelete(HttpRequest request, string path) =>
        (HttpMethods.IsDelete(request.Method) && request.Path.StartsWithSegments("/api/v1/statuses"))
        || (HttpMethods.IsPost(request.Method) && path is ['/', '@', ..] && path.EndsWith("/delete", StringComparison.OrdinalIgnoreCase));

    private static RateLimitVerdict Worst(IEnumerable<RateLimitVerdict> verdicts) =>
        verdicts.OrderByDescending(verdict => verdict.IsExceeded).ThenBy(verdict => verdict.Remaining).First();

    private static void Show(IHeaderDictionary headers, RateLimitVerdict verdict)
    {
        headers["X-RateLimit-Limit"] = verdict.Most.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = verdict.Resets.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }

    private async Task RefuseAsync(HttpContext context, RateLimitVerdict verdict)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling((verdict.Resets - clock.GetUtcNow()).TotalSeconds));
        context.Response.StatusCode = 429;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (MachinePaths.Contain(context.Request.Path))
            await context.Response.WriteAsJsonAsync(new { error = "Too many requests" });
    }

    /// <summary>A token counts only when it is good, or every made-up one would have a count of its own.</summary>
    private async Task<Caller> CallerAsync(HttpContext context)
    {
        var address = Address(context.Connection.RemoteIpAddress);
        if (BearerSecret.Of(context.Request) is { } secret)
        {
            var principal = await bus.AskAsync(new WhoHasToken(secret), context.RequestAborted);
            return new(address, principal?.Token, principal?.Account);
        }

        return new(address, null, MachinePaths.Contain(context.Request.Path) ? null : await context.LoggedInAsync());
    }

    private static string Address(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };

    private sealed record Caller(string Address, TokenId? Token, AccountId? User);
}
