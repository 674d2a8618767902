using Plaza.Api.Json;

namespace Plaza.Api.Search;

/// <summary>
/// The URL of a profile or post page of this server, as copied from a browser: in any spelling that RFC 3986 §6.2 considers equivalent (case of
/// scheme and host, percent-encoding, dot segments, default port), with or without scheme, query, fragment and trailing slash.
/// </summary>
/// <param name="Handle">As written, without the <c>@</c>.</param>
/// <param name="Post">The second path segment; null for a profile.</param>
internal sealed record PageUrl(string Handle, string? Post)
{
    private const int MaxLength = 2000;

    /// <returns>Null when the text is not such a URL or belongs to another server.</returns>
    public static PageUrl? Read(string text, ApiUrls urls)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (text.Length > MaxLength || (!isUrl && !Uri.TryCreate($"{urls.Uri.Scheme}://{text}", UriKind.Absolute, out url)) || !IsHere(url!, urls.Uri))
            return null;

        var (above, path) = (PartsOf(urls.Uri), PartsOf(url!));
        return path.Length > above.Length && path.Take(above.Length).SequenceEqual(above, StringComparer.Ordinal) ? Read(path[above.Length..]) : null;
    }

    private static PageUrl? Read(string[] path) => path switch
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
