using Microsoft.Extensions.Options;
using Plaza.Contracts.Authentication;
using Plaza.Http;
using Plaza.Spaces.Requests;
using Plaza.Web.Authentication;

namespace Plaza.Server.Http;

/// <summary>
/// Looks up the caller of a request, once, and leaves it in the request's features for the doors. A token or session that is not in the
/// cache costs a database lookup. It is charged to the client's address before it is made, and the charge is taken back unless the secret
/// turns out to be invented: whoever sends invented secrets reaches the database a limited number of times, and holders of valid ones are
/// not limited by their address.
/// </summary>
internal sealed class CallerLookup(IRequestBus bus, RequestCounter limits, IOptions<RateLimitOptions> options)
{
    private static readonly RateLimitRule InventedSecrets = new(300, TimeSpan.FromMinutes(5));

    /// <returns>Null when the caller may look up a secret; otherwise the limit that was exceeded.</returns>
    public async ValueTask<RateLimitResult?> FindAsync(HttpContext context)
    {
        var isApi = ApiPaths.Contain(context.Request.Path);
        if ((isApi ? BearerToken.Of(context.Request) : SessionSecret.Of(context)) is not { } secret)
            return null;

        if (await AskAsync(isApi, secret, cachedOnly: true, context.RequestAborted) is { } cached)
        {
            context.Features.Set(RequestCaller.Known(cached));
            return null;
        }

        var key = $"lookup:{ClientAddress.KeyOf(context.Connection.RemoteIpAddress)}";
        if (options.Value.Enabled && limits.Count(key, InventedSecrets) is { IsExceeded: true } exceeded)
            return exceeded;

        var caller = await LoadAsync(isApi, secret, context.RequestAborted);
        context.Features.Set(caller);
        if (options.Value.Enabled && caller != RequestCaller.Anonymous)
            limits.Uncount(key, InventedSecrets);

        return null;
    }

    private async Task<RequestCaller> LoadAsync(bool isApi, string secret, CancellationToken ct)
    {
        try
        {
            return await AskAsync(isApi, secret, cachedOnly: false, ct) is { } found ? RequestCaller.Known(found) : RequestCaller.Anonymous;
        }
        catch (Exception exception)
        {
            return RequestCaller.Failed(exception);
        }
    }

    private ValueTask<Principal?> AskAsync(bool isApi, string secret, bool cachedOnly, CancellationToken ct) => isApi
        ? bus.SendAsync(new GetPrincipalByToken(secret) { CachedOnly = cachedOnly }, ct)
        : bus.SendAsync(new GetPrincipalBySession(secret) { CachedOnly = cachedOnly }, ct);
}
