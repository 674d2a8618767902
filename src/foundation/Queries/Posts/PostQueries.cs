using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Posts;

/// <summary>
/// Reads posts as a viewer sees them, from caches that load misses one by one. Posts that the viewer may not see are left out, like posts that do not
/// exist. Thread-safe.
/// </summary>
public sealed class PostQueries
{
    private readonly IDbContextFactory<PlazaDbContext> _tables;
    private readonly PostCache _posts;
    private readonly AccountCache _accounts;
    private readonly ReactionCache _reactions;
    private readonly Func<AccountId, AccountId, bool> _follows;

    internal PostQueries(
        IDbContextFactory<PlazaDbContext> tables, PostCache posts, AccountCache accounts, ReactionCache reactions, RelationshipCache relationships)
    {
        _tables = tables;
        _posts = posts;
        _accounts = accounts;
        _reactions = reactions;
        _follows = (follower, followed) => relationships.Between(follower, followed).Follows;
    }

    /// <param name="viewer">Null for a visitor who is not logged in.</param>
    public ValueTask<PostView?> FindAsync(PostId post, AccountId? viewer, CancellationToken ct) => new(Find(post, viewer));

    /// <summary>In the order of <paramref name="posts"/>, without those that are deleted or hidden.</summary>
    public ValueTask<List<PostView>> GetAsync(IReadOnlyList<PostId> posts, AccountId? viewer, CancellationToken ct)
    {
        var found = new List<PostView>(posts.Count);
        for (var at = 0; at < posts.Count; at++)
        {
            if (Find(posts[at], viewer) is { } view)
                found.Add(view);
        }

        return new(found);
    }

    /// <summary>A post that is not stored, as the viewer would see it. Null when the author does not exist.</summary>
    public PostView? ViewOf(CachedPost post, AccountId? viewer) => _accounts.Find(post.Author) is { } author ? View(post, author, viewer) : null;

    /// <summary>
    /// A post that may have been deleted, with its author and boosted post as they are now: for the response to the deletion.
    /// </summary>
    public ValueTask<PostView> RefreshAsync(PostView post, AccountId? viewer, CancellationToken ct) => new(new PostView(post.Stored, _accounts.Find(post.Author.Id) ?? post.Author)
    {
        Boosted = post.Boosted is { } original ? Find(original.Id, viewer) ?? original : null,
        InReplyTo = post.InReplyTo,
        InReplyToAuthor = post.InReplyToAuthor,
        IsFavourite = post.IsFavourite,
        IsBoosted = post.IsBoosted,
    });

    /// <summary>The accounts that favourited the post, newest first. The caller must check that the viewer may see the post.</summary>
    public async Task<List<AccountView>> GetFavouritedByAsync(PostId post, int limit, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var accounts = await db.Favourites.Where(favourite => favourite.Post == post).OrderByDescending(favourite => favourite.Id)
            .Select(favourite => favourite.Account).Take(limit).ToListAsync(ct);
        return [.. accounts.Select(_accounts.Find).OfType<AccountView>()];
    }

    /// <summary>The accounts that boosted the post for everyone, newest first. The caller must check that the viewer may see the post.</summary>
    public async Task<List<AccountView>> GetBoostedByAsync(PostId post, int limit, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var accounts = await db.Posts.Where(boost => boost.BoostOf == post && boost.Visibility <= Visibility.Unlisted).OrderByDescending(boost => boost.Id)
            .Select(boost => boost.Author).Take(limit).ToListAsync(ct);
        return [.. accounts.Select(_accounts.Find).OfType<AccountView>()];
    }

    /// <summary>The post, or the boosted post where the id is that of a boost, for commands that change it.</summary>
    /// <returns>Null when the viewer may not see it.</returns>
    public ValueTask<CachedPost?> FindOriginalAsync(PostId post, AccountId viewer, CancellationToken ct)
    {
        var stored = Visible(post, viewer)?.Post;
        return new(stored is { BoostOf: { } original } ? Visible(original, viewer)?.Post : stored);
    }

    /// <summary>The row without a check of visibility, for its author or a moderator.</summary>
    public async Task<PostRow?> FindRowAsync(PostId post, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        return await db.Posts.SingleOrDefaultAsync(row => row.Id == post, ct);
    }

    private PostView? Find(PostId post, AccountId? viewer)
    {
        if (Visible(post, viewer) is not var (stored, author))
            return null;

        if (stored.BoostOf is not { } original)
            return View(stored, author, viewer);

        return Find(original, viewer) is { } boosted ? View(stored, author, viewer, boosted) : null;
    }

    private PostView View(CachedPost stored, AccountView author, AccountId? viewer, PostView? boosted = null)
    {
        var parent = stored.InReplyTo is { } id ? Visible(id, viewer) : null;
        var reactions = _reactions.On(stored, viewer);

        return new(stored, author)
        {
            Boosted = boosted,
            InReplyTo = parent?.Post.Id,
            InReplyToAuthor = parent?.Author,
            IsFavourite = reactions.IsFavourite,
            IsBoosted = reactions.IsBoosted,
        };
    }

    /// <returns>The post and its author; null where the viewer may not see it.</returns>
    private (CachedPost Post, AccountView Author)? Visible(PostId post, AccountId? viewer) =>
        _posts.Find(post) is { } stored
        && _accounts.Find(stored.Author) is { } author
        && Audience.Includes(viewer, stored, author, _follows)
            ? (stored, author)
            : null;
}
