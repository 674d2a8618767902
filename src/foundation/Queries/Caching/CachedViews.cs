using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Queries.Audiences;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>
/// The caches that views are made from. A view is made from what is cached; what was missing is then loaded, with one query for each kind, and the view
/// is made again, until nothing is missing. Thread-safe.
/// </summary>
internal sealed class CachedViews(
    PostCache posts, AccountCache accounts, ReplyCache replies, ReactionCache reactions, RelationshipCache relationships)
{
    public PostCache Posts => posts;

    public AccountCache Accounts => accounts;

    public ReplyCache Replies => replies;

    public ReactionCache Reactions => reactions;

    public RelationshipCache Relationships => relationships;

    /// <param name="argument">Passed to <paramref name="make"/>, so that no closure is allocated.</param>
    /// <param name="make">Called again after each load; its result counts once nothing is missing.</param>
    /// <param name="ct">Cancels.</param>
    public ValueTask<T> ReadAsync<TArgument, T>(TArgument argument, Func<ViewReader, TArgument, T> make, CancellationToken ct)
    {
        var reader = CreateReader();
        var made = make(reader, argument);
        return reader.IsComplete ? new(made) : LoadAsync(reader, argument, make, ct);
    }

    /// <summary>For one call.</summary>
    public ViewReader CreateReader() => new(this);

    private static async ValueTask<T> LoadAsync<TArgument, T>(ViewReader reader, TArgument argument, Func<ViewReader, TArgument, T> make, CancellationToken ct)
    {
        while (true)
        {
            await reader.LoadMissingAsync(ct);
            var made = make(reader, argument);
            if (reader.IsComplete)
                return made;
        }
    }
}

/// <summary>Makes views for one call from what is cached and what was loaded for the call. Not thread-safe.</summary>
internal sealed class ViewReader
{
    private readonly CachedViews _caches;
    private CacheReader<PostId, CachedPost>? _posts;
    private CacheReader<AccountId, AccountView>? _accounts;
    private CacheReader<string, CachedAccountId>? _handles;
    private CacheReader<PostId, Replies>? _replies;
    private CacheReader<(AccountId By, PostId Post), ViewerReactions>? _reactions;
    private CacheReader<(AccountId Viewer, AccountId Other), Relationship>? _relationships;
    private Func<AccountId, AccountId, bool>? _follows;

    public ViewReader(CachedViews caches) => _caches = caches;

    /// <summary>Whether nothing was missing since the last load.</summary>
    public bool IsComplete =>
        _posts?.IsComplete is not false && _accounts?.IsComplete is not false && _handles?.IsComplete is not false
        && _replies?.IsComplete is not false && _reactions?.IsComplete is not false && _relationships?.IsComplete is not false;

    /// <summary>Loads what was missing, with one query for each kind.</summary>
    public Task LoadMissingAsync(CancellationToken ct) => Task.WhenAll(
        _posts?.LoadMissingAsync(ct) ?? Task.CompletedTask,
        _accounts?.LoadMissingAsync(ct) ?? Task.CompletedTask,
        _handles?.LoadMissingAsync(ct) ?? Task.CompletedTask,
        _replies?.LoadMissingAsync(ct) ?? Task.CompletedTask,
        _reactions?.LoadMissingAsync(ct) ?? Task.CompletedTask,
        _relationships?.LoadMissingAsync(ct) ?? Task.CompletedTask);

    public CachedPost? Post(PostId post) => (_posts ??= _caches.Posts.Read()).Find(post);

    public AccountView? Account(AccountId account) => (_accounts ??= _caches.Accounts.ReadAccounts()).Find(account);

    /// <param name="handle">In lower case.</param>
    public AccountView? Account(string handle) => (_handles ??= _caches.Accounts.ReadHandles()).Find(handle) is { } found ? Account(found.Id) : null;

    /// <summary>The direct replies to a post. Needs no look-up for a post without replies.</summary>
    public Replies RepliesTo(CachedPost post) => post.AllReplies is 0 ? Replies.None : (_replies ??= _caches.Replies.Read()).Find(post.Id) ?? Replies.None;

    /// <summary>Needs no look-up for a post without reactions.</summary>
    public ViewerReactions ReactionsTo(CachedPost post, AccountId? viewer) =>
        viewer is { } by && post.Favourites + post.Boosts > 0
            ? (_reactions ??= _caches.Reactions.Read()).Find((by, post.Id)) ?? ViewerReactions.None
            : ViewerReactions.None;

    /// <returns>Null while it is missing.</returns>
    public Relationship? Between(AccountId viewer, AccountId other) => (_relationships ??= _caches.Relationships.Read()).Find((viewer, other));

    /// <returns>The post and its author; null where the viewer may not see it.</returns>
    public (CachedPost Post, AccountView Author)? Visible(PostId post, AccountId? viewer) =>
        Post(post) is { } stored
        && Account(stored.Author) is { } author
        && Audience.Decide(viewer, stored, author, _follows ??= (follower, followed) => Between(follower, followed)?.Follows is true)
            ? (stored, author)
            : null;

    /// <returns>The post, or the boost with its post, as the viewer sees it; null where the viewer may not see it.</returns>
    public PostView? View(PostId post, AccountId? viewer)
    {
        if (Visible(post, viewer) is not var (stored, author))
            return null;

        if (stored.BoostOf is not { } original)
            return View(stored, author, viewer);

        return View(original, viewer) is { } boosted ? View(stored, author, viewer, boosted) : null;
    }

    public PostView View(CachedPost stored, AccountView author, AccountId? viewer, PostView? boosted = null)
    {
        var parent = stored.InReplyTo is { } id ? Visible(id, viewer) : null;
        var reactions = ReactionsTo(stored, viewer);

        return new(stored, author)
        {
            Boosted = boosted,
            InReplyTo = parent?.Post.Id,
            InReplyToAuthor = parent?.Author,
            IsFavourite = reactions.IsFavourite,
            IsBoosted = reactions.IsBoosted,
        };
    }
}
