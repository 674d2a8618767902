using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Plaza.Contracts.Authentication;
using Plaza.Http.RateLimits;
using Plaza.Spaces.Requests;

namespace Plaza.Http.Callers;

/// <summary>
/// Looks up the caller of a request, once, and stores it as <see cref="RequestCaller"/> in the request's features for the doors. A token
/// or session that is not cached costs a database query. It is counted against the client's address before the query, and the count is
/// taken back unless the secret is invalid: a client that sends invalid secrets reaches the database a limited number of times, and
/// holders of valid ones are not limited by their address. Thread-safe.
/// </summary>
internal sealed class CallerLookup(IRequestBus bus, SessionCookie session, RequestCounter counter, IOptions<RateLimitOptions> options)
{
    /// <returns>Null when the caller was looked up; otherwise the limit that was exceeded.</returns>
    public async ValueTask<RateLimitResult?> FindAsync(HttpContext context)
    {
        var isApi = ApiPaths.Contain(context.Request.Path);
        if ((isApi ? BearerToken.Of(context.Request) : session.Read(context.Request)) is not { } secret)
            return null;

        if (await SendAsync(isApi, secret, cachedOnly: true, context.RequestAborted) is { } cached)
        {
            context.Features.Set(RequestCaller.Known(cached));
            return null;
        }

        var key = $"lookup:{ClientAddress.KeyOf(context.Connection.RemoteIpAddress)}";
        if (options.Value.Enabled && counter.Count(key, RateLimitRules.InvalidSecrets) is { IsExceeded: true } exceeded)
            return exceeded;

        var caller = await LoadAsync(isApi, secret, context.RequestAborted);
        context.Features.Set(caller);
        if (options.Value.Enabled && caller != RequestCaller.Anonymous)
            counter.Uncount(key, RateLimitRules.InvalidSecrets);

        return null;
    }

    private async Task<RequestCaller> LoadAsync(bool isApi, string secret, CancellationToken ct)
    {
        try
        {
            return await SendAsync(isApi, secret, cachedOnly: false, ct) is { } found ? RequestCaller.Known(found) : RequestCaller.Anonymous;
        }
        catch (Exception exception)
        {
            return RequestCaller.Failed(exception);
        }
    }

    private ValueTask<Principal?> SendAsync(bool isApi, string secret, bool cachedOnly, CancellationToken ct) => isApi
        ? bus.SendAsync(new GetPrincipalByToken(secret) { CachedOnly = cachedOnly }, ct)
        : bus.SendAsync(new GetPrincipalBySession(secret) { CachedOnly = cachedOnly }, ct);
}
