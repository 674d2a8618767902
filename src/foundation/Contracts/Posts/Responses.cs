using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Posts;

/// <summary>A post that is not stored.</summary>
/// <param name="Html">Escaped and linked; links to own pages start at the root.</param>
/// <param name="Mentions">The mentioned accounts by handle.</param>
/// <param name="Tags">Keys of hashtags (<see cref="Plaza.Contracts.Text.Hashtag.KeyOf"/>).</param>
public sealed record RenderedPost(
    Visibility Visibility,
    string Html,
    string ContentWarning,
    bool Sensitive,
    string? Language,
    IReadOnlyDictionary<string, AccountId> Mentions,
    IReadOnlyList<string> Tags);
