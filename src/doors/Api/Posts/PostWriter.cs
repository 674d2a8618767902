using System.Text;
using System.Text.Json;
using Plaza.Api.Accounts;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;

namespace Plaza.Api.Posts;

/// <summary>
/// Serializes posts as Mastodon's JSON. The fields that are the same for every viewer are rendered once and cached with the post; the flags of
/// the viewer are added to them.
/// </summary>
internal sealed class PostWriter(ApiUrls urls, AccountWriter accounts)
{
    /// <summary>Limit of cached bytes for each boost: the cache counts a boost without the boosted post.</summary>
    private const int MaxCachedBytes = 3_500;

    /// <summary>The number of fragments of most posts.</summary>
    private const int FragmentsPerPost = 4;

    private static readonly FragmentKey<byte[]> Body = new();
    private static readonly FragmentKey<BoostBody> BodyOfBoost = new();

    private static readonly byte[] NoReplyJson = ",\"in_reply_to_id\":null,\"in_reply_to_account_id\":null"u8.ToArray();
    private static readonly byte[] NoReblogJson = ",\"reblog\":null,\"account\":"u8.ToArray();
    private static readonly byte[] NoReplyNoReblogJson = [.. NoReplyJson, .. NoReblogJson];
    private static readonly byte[] ReblogKey = ",\"reblog\":"u8.ToArray();
    private static readonly byte[] AccountKey = ",\"account\":"u8.ToArray();
    private static readonly byte[] Close = "}"u8.ToArray();
    private static readonly byte[][] ViewerFlags = [.. Enumerable.Range(0, 8).Select(ViewerFlagsJson)];
    private static readonly byte[][] ViewerFlagsAndClose = [.. ViewerFlags.Select(flags => (byte[])[.. flags, .. Close])];

    /// <param name="post">The post or boost.</param>
    /// <param name="viewer">The account whose reactions are shown; null for an anonymous caller.</param>
    /// <param name="text">The source text; only in the response to a deletion, so that the client can offer to rewrite the post.</param>
    public SerializedPost Write(PostView post, AccountId? viewer, string? text = null)
    {
        var fragments = new JsonFragments(FragmentsPerPost);
        Add(fragments, post, viewer, text);
        return new(post.Id, fragments.ToArray());
    }

    public List<SerializedPost> Write(IReadOnlyList<PostView> posts, AccountId? viewer) => [.. posts.Select(post => Write(post, viewer))];

    /// <summary>A response that consists of this post.</summary>
    public JsonFragments ToResult(PostView post, AccountId? viewer)
    {
        var fragments = new JsonFragments(FragmentsPerPost);
        Add(fragments, post, viewer);
        return fragments;
    }

    /// <summary>A response that consists of a list of posts.</summary>
    public JsonFragments ToResult(List<PostView> posts, AccountId? viewer)
    {
        var fragments = new JsonFragments((FragmentsPerPost + 1) * (posts.Count + 1));
        fragments.Add(JsonTokens.OpenList);
        for (var index = 0; index < posts.Count; index++)
        {
            if (index > 0)
                fragments.Add(JsonTokens.Comma);

            Add(fragments, posts[index], viewer);
        }

        fragments.Add(JsonTokens.CloseList);
        return fragments;
    }

    private void Add(JsonFragments fragments, PostView post, AccountId? viewer, string? text = null)
    {
        var original = post.Boosted ?? post;
        fragments.Add(BodyOf(post).AsMemory(..^1));
        if (post is { Boosted: null, InReplyTo: null })
            fragments.Add(NoReplyNoReblogJson);
        else
            AddReplyAndReblog(fragments, post, original, viewer);

        fragments.Add(accounts.Json(post.Author));
        AddEnd(fragments, viewer is null ? null : ViewerFlagsOf(post, original, viewer.Value), text);
    }

    private void AddReplyAndReblog(JsonFragments fragments, PostView post, PostView original, AccountId? viewer)
    {
        fragments.Add(original is { InReplyTo: { } parent, InReplyToAuthor: { } parentAuthor } ? ReplyJson(parent, parentAuthor.Id) : NoReplyJson);
        if (post.Boosted is null)
        {
            fragments.Add(NoReblogJson);
            return;
        }

        fragments.Add(ReblogKey);
        Add(fragments, post.Boosted, viewer);
        fragments.Add(AccountKey);
    }

    private static void AddEnd(JsonFragments fragments, int? flags, string? text)
    {
        if (text is null)
        {
            fragments.Add(flags is { } bits ? ViewerFlagsAndClose[bits] : Close);
            return;
        }

        fragments.Add(flags is { } viewerFlags ? ViewerFlags[viewerFlags] : default(ReadOnlyMemory<byte>));
        fragments.Add(Encoding.UTF8.GetBytes($",\"text\":{JsonSerializer.Serialize(text, ApiResults.TypeOf<string>())}"));
        fragments.Add(Close);
    }

    /// <summary>A JSON object, which the caller leaves open to add to it.</summary>
    private byte[] BodyOf(PostView post)
    {
        if (post.Boosted is null)
            return post.Stored.Renderings.Find(Body) ?? post.Stored.Renderings.Set(Body, Serialize(Of(post)));

        if (post.Stored.Renderings.Find(BodyOfBoost) is { } cached && cached.IsOf(post.Boosted.Stored))
            return cached.Utf8;

        var body = Serialize(OfBoost(post, post.Boosted));
        if (body.Length <= MaxCachedBytes)
            post.Stored.Renderings.Set(BodyOfBoost, new(new(post.Boosted.Stored), body));

        return body;
    }

    /// <summary>A boost repeats the content of the boosted post, as at Mastodon, since old clients do not read <c>reblog</c>.</summary>
    private SharedPostFields OfBoost(PostView boost, PostView boosted) => Of(boosted) with
    {
        Id = boost.Id,
        Visibility = VisibilityNames.NameOf(boost.Visibility),
        CreatedAt = boost.CreatedAt,
        Uri = urls.Of(boost),
        Application = null,
    };

    private SharedPostFields Of(PostView post) => new()
    {
        Id = post.Id,
        CreatedAt = post.CreatedAt,
        Sensitive = post.Sensitive,
        SpoilerText = post.ContentWarning,
        Visibility = VisibilityNames.NameOf(post.Visibility),
        Language = post.Language,
        Uri = urls.Of(post),
        Url = urls.Of(post),
        RepliesCount = post.Replies,
        ReblogsCount = post.Boosts,
        FavouritesCount = post.Favourites,
        Content = urls.Absolute(post.Html),
        Application = post.App is { } app ? new(app.Name, app.Website) : null,
        Mentions = [.. post.Mentions.Select(mention => new MentionJson(mention.Id, mention.Handle, urls.OfHandle(mention.Handle), mention.Handle))],
        Tags = [.. post.Tags.Select(tag => new PostTagJson(tag, urls.OfTag(tag)))],
    };

    private static byte[] Serialize(SharedPostFields body) => JsonSerializer.SerializeToUtf8Bytes(body, ApiResults.TypeOf<SharedPostFields>());

    private static byte[] ReplyJson(PostId post, AccountId author) =>
        Encoding.ASCII.GetBytes($",\"in_reply_to_id\":\"{post}\",\"in_reply_to_account_id\":\"{author}\"");

    private static int ViewerFlagsOf(PostView post, PostView original, AccountId viewer)
    {
        var mayPin = post.Boosted is null && viewer == post.Author.Id && post.Visibility is not Visibility.Direct;
        return (original.IsFavourite ? 1 : 0) | (original.IsBoosted ? 2 : 0) | (mayPin ? 4 : 0);
    }

    /// <summary>
    /// Flags of the viewer. Muting, bookmarks and pinning are not supported yet; <c>pinned</c> is included only where the viewer might pin the post.
    /// </summary>
    private static byte[] ViewerFlagsJson(int bits) => Encoding.ASCII.GetBytes(
        $",\"favourited\":{((bits & 1) > 0 ? "true" : "false")},\"reblogged\":{((bits & 2) > 0 ? "true" : "false")}"
        + $",\"muted\":false,\"bookmarked\":false{((bits & 4) > 0 ? ",\"pinned\":false" : "")},\"filtered\":[]");

    /// <summary>Refers weakly to the boosted post, which would otherwise stay in memory beyond the size limit of the cache.</summary>
    private sealed record BoostBody(WeakReference<CachedPost> Original, byte[] Utf8)
    {
        public bool IsOf(CachedPost original) => Original.TryGetTarget(out var target) && target == original;
    }
}
