using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Web.Components;

namespace Plaza.Web.Posts;

/// <summary>The form value, labels and icon of a <see cref="Visibility"/>.</summary>
/// <param name="Value">The form value, equal to the name in Mastodon's API.</param>
/// <param name="Label">The label in a select box.</param>
/// <param name="BadgeLabel">The label beside a post.</param>
internal sealed record VisibilityOption(Visibility Visibility, string Value, string Label, string Icon, string BadgeLabel)
{
    /// <summary>From the most open to the strictest.</summary>
    public static IReadOnlyList<VisibilityOption> All { get; } =
    [
        new(Visibility.Public, "public", "Everyone", "public", "Everyone"),
        new(Visibility.Unlisted, "unlisted", "Unlisted: everyone, not on the square", "unlisted", "Unlisted: everyone, but not on the square"),
        new(Visibility.Followers, "private", "Followers only", "lock", "Followers only"),
        new(Visibility.Direct, "direct", "Mentioned only", "envelope", "Only the people mentioned"),
    ];

    /// <summary>The option with the smaller audience.</summary>
    public static VisibilityOption Stricter(Visibility one, Visibility other) => All.Last(option => option.Visibility == one || option.Visibility == other);

    public static VisibilityOption Of(Visibility visibility) => All.Single(choice => choice.Visibility == visibility);

    /// <returns>Null (the account's default) when no option is chosen; <c>followers</c> is an alias of <c>private</c>.</returns>
    public static Visibility? Read(string text) => text switch
    {
        "" => null,
        "followers" => Visibility.Followers,
        _ => All.FirstOrDefault(choice => choice.Value == text)?.Visibility
            ?? throw RequestRejectedException.Invalid("visibility", "Choose who can see the post."),
    };
}
