using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Server.Http;

/// <summary>
/// Holds back whoever asks too often: by token and by user where there is a good token, by address otherwise (IPv6 by its
/// /64). Answers carry Mastodon's headers; a refusal says when to come back.
/// </summary>
internal sealed class RateLimiting(RequestDelegate next, RateLimits limits, IRequestBus bus, TimeProvider clock, IOptions<RateLimitOptions> options)
{
    private static readonly RateLimit Ordinary = new(300, TimeSpan.FromMinutes(5));
    private static readonly RateLimit OfUser = new(1500, TimeSpan.FromMinutes(5));
    private static readonly RateLimit Deletes = new(30, TimeSpan.FromMinutes(30));
    private static readonly RateLimit SignUps = new(5, TimeSpan.FromMinutes(30));
    private static readonly RateLimit LogIns = new(25, TimeSpan.FromMinutes(5));

    public async Task InvokeAsync(HttpContext context)
    {
        if (!options.Value.Enabled)
        {
            await next(context);
            return;
        }

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
        yield return ($"{caller.Key}", Ordinary);

        if (caller.User is { } user)
            yield return ($"user:{user}", OfUser);

        if (IsDelete(request))
            yield return ($"delete:{caller.User ?? caller.Key}", Deletes);

        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/login"))
            yield return ($"login:{caller.Address}", LogIns);

        if (HttpMethods.IsPost(request.Method) && (request.Path.StartsWithSegments("/signup") || request.Path == "/api/v1/accounts"))
            yield return ($"signup:{caller.Address}", SignUps);
    }

    private static bool IsDelete(HttpRequest request) =>
        (HttpMethods.IsDelete(request.Method) && request.Path.StartsWithSegments("/api/v1/statuses"))
        || (HttpMethods.IsPost(request.Method) && request.Path.Value is ['/', '@', ..] && request.Path.Value.EndsWith("/delete", StringComparison.Ordinal));

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
        var header = context.Request.Headers.Authorization.ToString();
        var principal = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? await bus.AskAsync(new WhoHasToken(header["Bearer ".Length..].Trim()), context.RequestAborted)
            : null;

        return principal is null
            ? new($"address:{address}", address, null)
            : new($"token:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(header)))}", address, principal.Account?.ToString());
    }

    private static string Address(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };

    private sealed record Caller(string Key, string Address, string? User);
}
