using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Posts;

/// <summary>
/// Reads posts as a viewer sees them, from caches. Posts that the viewer may not see are left out, like posts that do not exist. Thread-safe.
/// </summary>
public sealed class PostQueries
{
    private readonly IDbContextFactory<PlazaDbContext> _tables;
    private readonly CachedViews _views;

    internal PostQueries(IDbContextFactory<PlazaDbContext> tables, CachedViews views) => (_tables, _views) = (tables, views);

    /// <param name="viewer">Null for a visitor who is not logged in.</param>
    public ValueTask<PostView?> FindAsync(PostId post, AccountId? viewer, CancellationToken ct) =>
        _views.ReadAsync((post, viewer), static (reader, wanted) => reader.View(wanted.post, wanted.viewer), ct);

    /// <summary>In the order of <paramref name="posts"/>, without those that are deleted or hidden.</summary>
    public ValueTask<List<PostView>> GetAsync(IReadOnlyList<PostId> posts, AccountId? viewer, CancellationToken ct) =>
        _views.ReadAsync((posts, viewer), static (reader, wanted) => Get(reader, wanted.posts, wanted.viewer), ct);

    /// <summary>A post that is not stored, as the viewer would see it. Null when the author does not exist.</summary>
    public ValueTask<PostView?> GetViewOfAsync(CachedPost post, AccountId? viewer, CancellationToken ct) => _views.ReadAsync(
        (post, viewer),
        static (reader, wanted) => reader.Account(wanted.post.Author) is { } author ? reader.View(wanted.post, author, wanted.viewer) : null,
        ct);

    /// <summary>
    /// A post that may have been deleted, with its author and boosted post as they are now: for the response to the deletion.
    /// </summary>
    public ValueTask<PostView> RefreshAsync(PostView post, AccountId? viewer, CancellationToken ct) =>
        _views.ReadAsync((post, viewer), static (reader, wanted) => Refresh(reader, wanted.post, wanted.viewer), ct);

    /// <summary>The accounts that favourited the post, newest first. The caller must check that the viewer may see the post.</summary>
    public async Task<List<AccountView>> GetFavouritedByAsync(PostId post, int limit, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var accounts = await db.Favourites.Where(favourite => favourite.Post == post).OrderByDescending(favourite => favourite.Id)
            .Select(favourite => favourite.Account).Take(limit).ToListAsync(ct);
        return await _views.ReadAsync(accounts, static (reader, ids) => ids.Select(reader.Account).OfType<AccountView>().ToList(), ct);
    }

    /// <summary>The accounts that boosted the post for everyone, newest first. The caller must check that the viewer may see the post.</summary>
    public async Task<List<AccountView>> GetBoostedByAsync(PostId post, int limit, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var accounts = await db.Posts.Where(boost => boost.BoostOf == post).VisibleTo(db, viewer: null).OrderByDescending(boost => boost.Id)
            .Select(boost => boost.Author).Take(limit).ToListAsync(ct);
        return await _views.ReadAsync(accounts, static (reader, ids) => ids.Select(reader.Account).OfType<AccountView>().ToList(), ct);
    }

    /// <summary>The post, or the boosted post where the id is that of a boost, for commands that change it.</summary>
    /// <returns>Null when the viewer may not see it.</returns>
    public ValueTask<CachedPost?> FindOriginalAsync(PostId post, AccountId viewer, CancellationToken ct) => _views.ReadAsync(
        (post, viewer),
        static (reader, wanted) =>
        {
            var stored = reader.Visible(wanted.post, wanted.viewer)?.Post;
            return stored is { BoostOf: { } original } ? reader.Visible(original, wanted.viewer)?.Post : stored;
        },
        ct);

    /// <summary>The row without a check of visibility, for its author or a moderator.</summary>
    public async Task<PostRow?> FindRowAsync(PostId post, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        return await db.Posts.SingleOrDefaultAsync(row => row.Id == post, ct);
    }

    private static List<PostView> Get(ViewReader reader, IReadOnlyList<PostId> posts, AccountId? viewer)
    {
        var found = new List<PostView>(posts.Count);
        for (var at = 0; at < posts.Count; at++)
        {
            if (reader.View(posts[at], viewer) is { } view)
                found.Add(view);
        }

        return found;
    }

    private static PostView Refresh(ViewReader reader, PostView post, AccountId? viewer) => new(post.Stored, reader.Account(post.Author.Id) ?? post.Author)
    {
        Boosted = post.Boosted is { } original ? reader.View(original.Id, viewer) ?? original : null,
        InReplyTo = post.InReplyTo,
        InReplyToAuthor = post.InReplyToAuthor,
        IsFavourite = post.IsFavourite,
        IsBoosted = post.IsBoosted,
    };
}
