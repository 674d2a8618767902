using Plaza.Api.Accounts;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Api.Posts;

/// <summary>The posts before and after a post in its thread; Mastodon's "context".</summary>
internal sealed record ThreadJson(IReadOnlyList<SerializedPost> Ancestors, IReadOnlyList<SerializedPost> Descendants);

/// <summary>The source text of a post, as typed.</summary>
internal sealed record PostSourceJson(PostId Id, string Text, string SpoilerText);

/// <summary>A version of a post. Posts cannot be edited yet, so each has exactly one.</summary>
internal sealed record PostEditJson(string Content, string SpoilerText, bool Sensitive, DateTimeOffset CreatedAt, AccountJson Account)
{
    public IReadOnlyList<string> MediaAttachments { get; } = [];

    public IReadOnlyList<string> Emojis { get; } = [];

    public static PostEditJson From(PostView post, ApiUrls urls) =>
        new(urls.Absolute(post.Html), post.ContentWarning, post.Sensitive, post.CreatedAt, AccountJson.From(post.Author, urls));
}
