using System.Collections.Frozen;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// The scopes of a token, as Mastodon defines them: <c>read</c> contains all of <c>read:…</c>; <c>follow</c> (deprecated, still sent by
/// clients) contains reading and writing follows, blocks and mutes. Immutable; compares by content.
/// </summary>
public sealed class Scopes : IEquatable<Scopes>
{
    private static readonly string[] Follow =
        ["read:follows", "write:follows", "read:blocks", "write:blocks", "read:mutes", "write:mutes"];

    private static readonly FrozenSet<string> Known = new[]
    {
        "read", "write", "follow", "push", "profile",
        "read:accounts", "read:blocks", "read:bookmarks", "read:favourites", "read:filters", "read:follows", "read:lists",
        "read:mutes", "read:notifications", "read:search", "read:statuses",
        "write:accounts", "write:blocks", "write:bookmarks", "write:conversations", "write:favourites", "write:filters",
        "write:follows", "write:lists", "write:media", "write:mutes", "write:notifications", "write:reports", "write:statuses",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenSet<string> _names;

    private Scopes(IEnumerable<string> names) => _names = names.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All scopes: those of a browser's session.</summary>
    public static Scopes All { get; } = new(["read", "write", "follow", "push", "profile"]);

    public static Scopes None { get; } = new([]);

    /// <summary>Every known scope, for the server's metadata.</summary>
    public static IReadOnlyCollection<string> Supported => Known;

    /// <summary>Reads names separated by spaces or plus signs.</summary>
    /// <returns>Null when a name is unknown or the text contains none.</returns>
    public static Scopes? Parse(string? text)
    {
        var names = (text ?? "").Split([' ', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length > 0 && names.All(Known.Contains) ? new(names) : null;
    }

    /// <summary>Whether one of these scopes equals or contains <paramref name="scope"/>.</summary>
    public bool Allow(string scope) =>
        _names.Contains(scope)
        || (scope.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && _names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(scope.AsSpan(0, colon)))
        || (_names.Contains("follow") && Follow.Contains(scope, StringComparer.Ordinal));

    /// <summary>Whether these scopes contain all of <paramref name="others"/>.</summary>
    public bool Contain(Scopes others) => others._names.All(Allow);

    public IEnumerable<string> Names => _names.Order(StringComparer.Ordinal);

    public bool Equals(Scopes? other) => other is not null && _names.SetEquals(other._names);

    public override bool Equals(object? obj) => Equals(obj as Scopes);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(' ', Names);
}
