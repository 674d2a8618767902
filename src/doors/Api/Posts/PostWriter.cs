using System.Text;
using System.Text.Json;
using Plaza.Api.Accounts;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;

namespace Plaza.Api.Posts;

/// <summary>
/// Writes posts as Mastodon's JSON. The part that is the same for every viewer is rendered once and cached with the post; the flags of the
/// viewer are added.
/// </summary>
internal sealed class PostWriter(ApiUrls at, AccountWriter accounts)
{
    /// <summary>A boost is weighed without what it passes on, so what it keeps of that is to be small.</summary>
    private const int MaxCachedBytes = 3_500;

    /// <summary>Of how many pieces most posts are made.</summary>
    private const int FragmentsPerPost = 4;

    private static readonly FragmentKey<byte[]> Body = new();
    private static readonly FragmentKey<BoostBody> BodyOfBoost = new();

    private static readonly byte[] AnswersNothing = ",\"in_reply_to_id\":null,\"in_reply_to_account_id\":null"u8.ToArray();
    private static readonly byte[] PassesNothingOn = ",\"reblog\":null,\"account\":"u8.ToArray();
    private static readonly byte[] NoReplyJson = [.. AnswersNothing, .. PassesNothingOn];
    private static readonly byte[] PassesOn = ",\"reblog\":"u8.ToArray();
    private static readonly byte[] Account = ",\"account\":"u8.ToArray();
    private static readonly byte[] Close = "}"u8.ToArray();
    private static readonly byte[][] ViewerFlags = [.. Enumerable.Range(0, 8).Select(MarksOf)];
    private static readonly byte[][] MarksAndClose = [.. ViewerFlags.Select(marks => (byte[])[.. marks, .. Close])];

    /// <param name="post">The post or boost.</param>
    /// <param name="viewer">Who has looked; null for somebody without a token.</param>
    /// <param name="text">As typed; only in the answer to a deletion, so that the client can offer to write it anew.</param>
    public PostJson Write(PostView post, AccountId? viewer, string? text = null)
    {
        var pieces = new JsonFragments(FragmentsPerPost);
        Add(pieces, post, viewer, text);
        return new(post.Id, pieces.ToArray());
    }

    public List<PostJson> Write(IReadOnlyList<PostView> posts, AccountId? viewer) => [.. posts.Select(post => Write(post, viewer))];

    /// <summary>As an answer by itself.</summary>
    public JsonFragments Answer(PostView post, AccountId? viewer)
    {
        var pieces = new JsonFragments(FragmentsPerPost);
        Add(pieces, post, viewer);
        return pieces;
    }

    /// <summary>As an answer by themselves: a list.</summary>
    public JsonFragments Answer(List<PostView> posts, AccountId? viewer)
    {
        var pieces = new JsonFragments((FragmentsPerPost + 1) * (posts.Count + 1));
        pieces.Add(JsonTokens.OpenList);
        for (var index = 0; index < posts.Count; index++)
        {
            if (index > 0)
                pieces.Add(JsonTokens.Comma);

            Add(pieces, posts[index], viewer);
        }

        pieces.Add(JsonTokens.CloseList);
        return pieces;
    }

    private void Add(JsonFragments pieces, PostView post, AccountId? viewer, string? text = null)
    {
        var original = post.Boosted ?? post;
        pieces.Add(BodyOf(post));
        if (post is { Boosted: null, InReplyTo: null })
            pieces.Add(NoReplyJson);
        else
            AddWhatItLeadsTo(pieces, post, original, viewer);

        pieces.Add(accounts.Json(post.Author));
        AddEnd(pieces, viewer is null ? null : MarksOn(post, original, viewer.Value), text);
    }

    private void AddWhatItLeadsTo(JsonFragments pieces, PostView post, PostView original, AccountId? viewer)
    {
        pieces.Add(original is { InReplyTo: { } answered, InReplyToAuthor: { } asker } ? Answers(answered, asker.Id) : AnswersNothing);
        if (post.Boosted is null)
        {
            pieces.Add(PassesNothingOn);
            return;
        }

        pieces.Add(PassesOn);
        Add(pieces, post.Boosted, viewer);
        pieces.Add(Account);
    }

    private static void AddEnd(JsonFragments pieces, int? marks, string? text)
    {
        if (text is null)
        {
            pieces.Add(marks is { } bits ? MarksAndClose[bits] : Close);
            return;
        }

        pieces.Add(marks is { } known ? ViewerFlags[known] : default(ReadOnlyMemory<byte>));
        pieces.Add(Encoding.UTF8.GetBytes($",\"text\":{JsonSerializer.Serialize(text, ApiResults.TypeOf<string>())}"));
        pieces.Add(Close);
    }

    private byte[] BodyOf(PostView post)
    {
        if (post.Boosted is null)
            return post.Stored.Renderings.Find(Body) ?? post.Stored.Renderings.Set(Body, Opened(Of(post)));

        if (post.Stored.Renderings.Find(BodyOfBoost) is { } made && made.IsOf(post.Boosted.Stored))
            return made.Utf8;

        var body = Opened(OfBoost(post, post.Boosted));
        if (body.Length <= MaxCachedBytes)
            post.Stored.Renderings.Set(BodyOfBoost, new(new(post.Boosted.Stored), body));

        return body;
    }

    /// <summary>A boost says of itself what the post says, as Mastodon's does: old clients look no further.</summary>
    private SharedPostJson OfBoost(PostView boost, PostView boosted) => Of(boosted) with
    {
        Id = boost.Id,
        Visibility = VisibilityNames.NameOf(boost.Visibility),
        CreatedAt = boost.CreatedAt,
        Uri = at.Of(boost),
        Application = null,
    };

    private SharedPostJson Of(PostView post) => new()
    {
        Id = post.Id,
        CreatedAt = post.CreatedAt,
        Sensitive = post.Sensitive,
        SpoilerText = post.ContentWarning,
        Visibility = VisibilityNames.NameOf(post.Visibility),
        Language = post.Language,
        Uri = at.Of(post),
        Url = at.Of(post),
        RepliesCount = post.Replies,
        ReblogsCount = post.Boosts,
        FavouritesCount = post.Favourites,
        Content = at.Absolute(post.Html),
        Application = post.App is { } app ? new(app.Name, app.Website) : null,
        Mentions = [.. post.Mentions.Select(named => new MentionJson(named.Id, named.Handle, at.OfHandle(named.Handle), named.Handle))],
        Tags = [.. post.Tags.Select(tag => new PostTagJson(tag, at.OfTag(tag)))],
    };

    private static byte[] Opened(SharedPostJson body) => JsonSerializer.SerializeToUtf8Bytes(body, ApiResults.TypeOf<SharedPostJson>())[..^1];

    private static byte[] Answers(PostId post, AccountId author) =>
        Encoding.ASCII.GetBytes($",\"in_reply_to_id\":\"{post}\",\"in_reply_to_account_id\":\"{author}\"");

    private static int MarksOn(PostView post, PostView original, AccountId viewer)
    {
        var mayPin = post.Boosted is null && viewer == post.Author.Id && post.Visibility is not Visibility.Direct;
        return (original.IsFavourite ? 1 : 0) | (original.IsBoosted ? 2 : 0) | (mayPin ? 4 : 0);
    }

    /// <summary>Only for users. Nothing can be muted, kept or pinned yet; that it is not pinned stands only where it might be.</summary>
    private static byte[] MarksOf(int bits) => Encoding.ASCII.GetBytes(
        $",\"favourited\":{((bits & 1) > 0 ? "true" : "false")},\"reblogged\":{((bits & 2) > 0 ? "true" : "false")}"
        + $",\"muted\":false,\"bookmarked\":false{((bits & 4) > 0 ? ",\"pinned\":false" : "")},\"filtered\":[]");

    /// <summary>The post that was passed on is not held by it, or it would stay in memory beyond the budget.</summary>
    private sealed record BoostBody(WeakReference<CachedPost> Original, byte[] Utf8)
    {
        public bool IsOf(CachedPost original) => Original.TryGetTarget(out var known) && known == original;
    }
}
