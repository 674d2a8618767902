using Plaza.Api.Wire;

namespace Plaza.Api.Search;

/// <summary>
/// The address of a profile or post page of this server, as a person copies it from a browser: in any spelling that RFC 3986 §6.2
/// takes for the same (case of scheme and host, percent-encoding, dot segments, default port), with or without scheme, query,
/// fragment and trailing slash.
/// </summary>
/// <param name="Handle">As written, without the sign.</param>
/// <param name="Post">The second part of the path; null for a profile.</param>
internal sealed record PageAddress(string Handle, string? Post)
{
    private const int MaxLength = 2000;

    /// <returns>Null when it is no such address, or one of another server.</returns>
    public static PageAddress? Read(string text, ApiUrls at)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (text.Length > MaxLength || (!isUrl && !Uri.TryCreate($"{at.Uri.Scheme}://{text}", UriKind.Absolute, out url)) || !IsHere(url!, at.Uri))
            return null;

        var (above, path) = (PartsOf(at.Uri), PartsOf(url!));
        return path.Length > above.Length && path.Take(above.Length).SequenceEqual(above, StringComparer.Ordinal) ? Read(path[above.Length..]) : null;
    }

    private static PageAddress? Read(string[] path) => path switch
    {
        [['@', .. var handle]] => new(handle, null),
        [['@', .. var handle], var post] => new(handle, post),
        _ => null,
    };

    private static bool IsHere(Uri url, Uri here) =>
        url.Scheme == here.Scheme && url.Port == here.Port && url.UserInfo.Length is 0
        && url.IdnHost.TrimEnd('.').Equals(here.IdnHost.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static string[] PartsOf(Uri url)
    {
        var path = url.AbsolutePath.AsSpan(1);
        return path.IsEmpty ? [] : [.. (path[^1] is '/' ? path[..^1] : path).ToString().Split('/').Select(Uri.UnescapeDataString)];
    }
}
