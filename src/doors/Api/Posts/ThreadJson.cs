using Plaza.Api.Accounts;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Api.Posts;

/// <summary>What stands before and after a post, which Mastodon calls its context.</summary>
internal sealed record ThreadJson(IReadOnlyList<PostJson> Ancestors, IReadOnlyList<PostJson> Descendants);

/// <summary>A post as typed.</summary>
internal sealed record PostSourceJson(PostId Id, string Text, string SpoilerText);

/// <summary>A post as it once was. As long as posts cannot be edited there is one such.</summary>
internal sealed record PostEditJson(string Content, string SpoilerText, bool Sensitive, DateTimeOffset CreatedAt, AccountJson Account)
{
    public IReadOnlyList<string> MediaAttachments { get; } = [];

    public IReadOnlyList<string> Emojis { get; } = [];

    public static PostEditJson From(PostView post, ApiUrls at) =>
        new(at.Absolute(post.Html), post.ContentWarning, post.Sensitive, post.CreatedAt, AccountJson.From(post.Author, at));
}
