using Plaza.Api.Accounts;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Views;

namespace Plaza.Api.Posts;

/// <summary>Turns posts as the views have them into posts as clients want them.</summary>
internal sealed class PostWriter(Addresses at)
{
    /// <param name="viewer">Who has looked; null for somebody without a token.</param>
    public PostJson Write(PostView post, AccountId? viewer)
    {
        var boosted = post.Boosted is { } original ? Write(original, viewer) : null;
        return boosted is null ? WritePost(post, viewer) : WriteBoost(post, boosted);
    }

    public List<PostJson> Write(IReadOnlyList<PostView> posts, AccountId? viewer) => [.. posts.Select(post => Write(post, viewer))];

    /// <summary>A boost says of itself what the post says, as Mastodon's does: old clients look no further.</summary>
    private PostJson WriteBoost(PostView boost, PostJson boosted) => boosted with
    {
        Id = boost.Id,
        CreatedAt = boost.CreatedAt,
        Uri = at.Of(boost),
        Account = AccountJson.From(boost.Author, at),
        Application = null,
        Pinned = null,
        Reblog = boosted,
    };

    private PostJson WritePost(PostView post, AccountId? viewer) => new()
    {
        Id = post.Id,
        CreatedAt = post.CreatedAt,
        InReplyToId = post.InReplyTo,
        InReplyToAccountId = post.InReplyTo is null ? null : post.InReplyToAuthor?.Id,
        Sensitive = post.Sensitive,
        SpoilerText = post.ContentWarning,
        Visibility = Visibilities.NameOf(post.Visibility),
        Language = post.Language,
        Uri = at.Of(post),
        Url = at.Of(post),
        RepliesCount = post.Replies,
        ReblogsCount = post.Boosts,
        FavouritesCount = post.Favourites,
        Content = at.Absolute(post.Html),
        Reblog = null,
        Application = post.App is { } app ? new(app.Name, app.Website) : null,
        Account = AccountJson.From(post.Author, at),
        Mentions = [.. post.Mentions.Select(account => new MentionJson(account.Id, account.Handle, at.Of(account), account.Handle))],
        Tags = [.. post.Tags.Select(tag => new PostTagJson(tag, at.OfTag(tag)))],
        Favourited = viewer is null ? null : post.IsFavourite,
        Reblogged = viewer is null ? null : post.IsBoosted,
        Muted = viewer is null ? null : false,
        Bookmarked = viewer is null ? null : false,
        Pinned = viewer == post.Author.Id && post.Visibility is not Visibility.Direct ? false : null,
        Filtered = viewer is null ? null : [],
    };
}
