using Plaza.Contracts.Authentication;

namespace Plaza.Authentication.Apps;

/// <summary>Redirect URIs, compared exactly (RFC 9700 §2.1), except that the port of a loopback address may differ (RFC 8252 §7.3).</summary>
internal static class RedirectUri
{
    private const int MaxLength = 2000;

    private static readonly string[] Dangerous = ["javascript", "data", "vbscript", "file", "blob", "about", "filesystem"];

    public static bool MayBeRegistered(string uri) =>
        uri == RegisterApp.OutOfBand
        || (uri.Length <= MaxLength
            && Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            && uri.Contains(':', StringComparison.Ordinal)
            && !uri.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            && !Dangerous.Contains(parsed.Scheme, StringComparer.OrdinalIgnoreCase)
            && !uri.Contains('#', StringComparison.Ordinal)
            && (parsed.Scheme is not ("http" or "https") || parsed is { Host.Length: > 0, UserInfo: "" }));

    public static bool Matches(string registered, string given) =>
        registered == given
        || (Loopback(registered) is { } left && Loopback(given) is { } right && left == right);

    /// <returns>
    /// The URI without its port; null when it is not plain http to a loopback address, or spells that address in an unusual way (<c>127.1</c>).
    /// </returns>
    private static string? Loopback(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed is { Scheme: "http", Host: "127.0.0.1" or "[::1]", UserInfo: "" }
        && uri.StartsWith($"http://{parsed.Authority}", StringComparison.Ordinal)
            ? $"{parsed.Host}{uri[$"http://{parsed.Authority}".Length..]}"
            : null;
}
