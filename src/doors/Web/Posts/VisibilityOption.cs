using Plaza.Contracts;
using Plaza.Contracts.Posts;

namespace Plaza.Web.Posts;

/// <summary>How the website speaks of a <see cref="Visibility"/>.</summary>
/// <param name="Value">In a form; Mastodon's words, as in the API.</param>
/// <param name="Words">In the list that the writer chooses from.</param>
/// <param name="Mark">Beside a post.</param>
internal sealed record VisibilityOption(Visibility Visibility, string Value, string Words, string Icon, string Mark)
{
    public static IReadOnlyList<VisibilityOption> All { get; } =
    [
        new(Visibility.Public, "public", "Everyone", "public", "Everyone"),
        new(Visibility.Unlisted, "unlisted", "Unlisted: everyone, not on the square", "unlisted", "Unlisted: everyone, but not on the square"),
        new(Visibility.Followers, "private", "Followers only", "lock", "Followers only"),
        new(Visibility.Direct, "direct", "Only those mentioned", "envelope", "Only the people mentioned"),
    ];

    public static VisibilityOption Of(Visibility visibility) => All.Single(choice => choice.Visibility == visibility);

    /// <returns>Null, for what the account publishes by default, where none is chosen; <c>followers</c> is taken too.</returns>
    public static Visibility? Read(string text) => text switch
    {
        "" => null,
        "followers" => Visibility.Followers,
        _ => All.FirstOrDefault(choice => choice.Value == text)?.Visibility
            ?? throw RequestRejectedException.Invalid("visibility", "Choose who can see the post."),
    };
}
