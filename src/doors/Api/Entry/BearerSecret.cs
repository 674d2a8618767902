using Microsoft.AspNetCore.Http;

namespace Plaza.Api.Entry;

/// <summary>The secret of the token that a request shows, read in one way by all who look at it.</summary>
public static class BearerSecret
{
    private const string Prefix = "Bearer ";
    private const int LongestHeader = 512;

    /// <returns>Null where none is shown, or nothing that could be one.</returns>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var isToken = header.Length <= LongestHeader && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        return isToken && header[Prefix.Length..].Trim() is { Length: > 0 } secret ? secret : null;
    }
}
