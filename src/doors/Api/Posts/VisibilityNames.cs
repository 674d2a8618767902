using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Contracts.Posts;

namespace Plaza.Api.Posts;

/// <summary>Mastodon's names of the visibilities of posts.</summary>
internal static class VisibilityNames
{
    public static string NameOf(Visibility visibility) => visibility switch
    {
        Visibility.Public => "public",
        Visibility.Unlisted => "unlisted",
        Visibility.Followers => "private",
        _ => "direct",
    };

    /// <returns>Null when the field is absent.</returns>
    public static Visibility? Read(string? name, string field = "visibility") => name switch
    {
        null or "" => null,
        "public" => Visibility.Public,
        "unlisted" => Visibility.Unlisted,
        "private" => Visibility.Followers,
        "direct" => Visibility.Direct,
        _ => throw ApiException.Invalid(field, $"{field} must be public, unlisted, private or direct"),
    };
}
