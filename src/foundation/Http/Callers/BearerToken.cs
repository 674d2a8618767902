using Microsoft.AspNetCore.Http;

namespace Plaza.Http.Callers;

/// <summary>The bearer token in the <c>Authorization</c> header (RFC 6750 §2.1); other places where a token may stand are not read.</summary>
public static class BearerToken
{
    private const string Prefix = "Bearer ";
    private const int MaxHeaderLength = 512;

    /// <returns>Null when there is none, or the header is longer than any token of this server.</returns>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var isToken = header.Length <= MaxHeaderLength && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        return isToken && header[Prefix.Length..].Trim() is { Length: > 0 } secret ? secret : null;
    }
}
