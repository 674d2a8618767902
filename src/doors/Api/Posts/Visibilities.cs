using Plaza.Api.Input;
using Plaza.Contracts.Posts;

namespace Plaza.Api.Posts;

/// <summary>Mastodon's words for whom a post is for.</summary>
internal static class Visibilities
{
    public static string NameOf(Visibility visibility) => visibility switch
    {
        Visibility.Public => "public",
        Visibility.Unlisted => "unlisted",
        Visibility.Followers => "private",
        _ => "direct",
    };

    /// <param name="name">Public when there is none.</param>
    public static Visibility Read(string? name) => name switch
    {
        null or "public" => Visibility.Public,
        "unlisted" => Visibility.Unlisted,
        "private" => Visibility.Followers,
        "direct" => Visibility.Direct,
        _ => throw ApiException.Invalid("visibility", "visibility must be public, unlisted, private or direct"),
    };
}
