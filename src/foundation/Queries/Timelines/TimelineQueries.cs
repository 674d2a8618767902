using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Text;
using Plaza.Data.Database;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Posts;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Timelines;

/// <summary>Reads timelines from tables, newest first, and what cached timelines are loaded from.</summary>
public sealed class TimelineQueries(IDbContextFactory<PlazaDbContext> tables, PostQueries views)
{
    private const int MaxFavouriteBatches = 20;

    /// <summary>The public posts of this server, without boosts.</summary>
    public async Task<List<PostId>> GetLocalAsync(PageRequest paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts.Where(post => post.BoostOf == null).VisibleTo(db, viewer: null, Place.PublicTimeline).Page(paging).Select(post => post.Id).ToListAsync(ct);
    }

    /// <summary>The public posts with a hashtag.</summary>
    /// <param name="tag">In any spelling, without the number sign.</param>
    public async Task<List<PostView>> GetByTagAsync(string tag, PageRequest paging, AccountId? viewer, CancellationToken ct)
    {
        var key = Hashtag.KeyOf(tag);
        await using var db = await tables.CreateDbContextAsync(ct);
        var visible = db.Posts.VisibleTo(db, viewer, Place.PublicTimeline);
        var posts = await db.PostTags.Where(row => row.Tag == key && visible.Any(post => post.Id == row.Post))
            .Page(paging).Select(row => row.Post).ToListAsync(ct);
        return await views.GetAsync(posts, viewer, ct);
    }

    /// <summary>The posts and boosts of an account that the viewer may see.</summary>
    public async Task<List<PostId>> GetByAccountAsync(
        AccountId account, PageRequest paging, AccountId? viewer, bool withReplies, bool withBoosts, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts
            .Where(post => post.Author == account
                && (withReplies || post.InReplyTo == null || post.InReplyToAuthor == account)
                && (withBoosts || post.BoostOf == null))
            .VisibleTo(db, viewer).Page(paging).Select(post => post.Id).ToListAsync(ct);
    }

    /// <summary>The newest posts and boosts of an account as it sees them itself, with their visibility.</summary>
    public async Task<List<TimelineEntry>> GetOwnAsync(AccountId account, int limit, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts.Where(post => post.Author == account).VisibleTo(db, account).Page(new PageRequest(limit))
            .Select(post => new TimelineEntry(post.Id, post.Visibility, post.InReplyTo, post.InReplyToAuthor, post.BoostOf != null))
            .ToListAsync(ct);
    }

    /// <summary>
    /// A page of the favourites of an account, newest first. Rows whose post is hidden from it are skipped: it reads on until the page is
    /// full or the rows end, at most 20 times the page's limit.
    /// </summary>
    public async Task<FavouritesPage> GetFavouritesAsync(AccountId account, PageRequest paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var (read, posts, isUpwards) = (new List<FavouriteId>(), new List<PostView>(), paging.MinId is not null);
        for (var (batch, isMore) = (0, true); batch < MaxFavouriteBatches && isMore; batch++)
        {
            var rows = await db.Favourites.Where(favourite => favourite.Account == account).Page(paging).ToListAsync(ct);
            var visible = (await views.GetAsync([.. rows.Select(row => row.Post)], account, ct)).ToDictionary(view => view.Id);
            foreach (var row in isUpwards ? Enumerable.Reverse(rows) : rows)
            {
                if (posts.Count == paging.Limit)
                    break;

                read.Add(row.Id);
                if (visible.TryGetValue(row.Post, out var post))
                    posts.Add(post);
            }

            isMore = rows.Count == paging.Limit && posts.Count < paging.Limit;
            if (isMore)
                paging = isUpwards ? paging with { MinId = read[^1].Value } : paging with { MaxId = read[^1].Value };
        }

        return isUpwards ? new([.. Enumerable.Reverse(read)], [.. Enumerable.Reverse(posts)]) : new(read, posts);
    }

    /// <summary>
    /// The ids of a home timeline: posts and boosts by the reader and the followed accounts. A reply is included only if it replies to the reader, to its
    /// own author, or to another followed account; a direct post only if it mentions the reader; a boost only if it repeats no post
    /// (<see cref="HomeRepeats"/>).
    /// </summary>
    public async Task<List<PostId>> GetHomeAsync(AccountId reader, PageRequest paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var home = new HomeRange(db, reader);
        var entries = await (paging.MinId is null ? home.NewestAsync(paging, withRepeats: false, ct) : home.OldestAsync(paging, ct));
        return [.. entries.Select(entry => entry.Post)];
    }

    /// <summary>The newest entries of a home timeline, newest first, including those that repeat a post.</summary>
    public async Task<List<HomeEntry>> GetHomeEntriesAsync(AccountId reader, int limit, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await new HomeRange(db, reader).NewestAsync(new(limit), withRepeats: true, ct);
    }

    public async Task<List<AccountId>> GetFollowedAsync(AccountId reader, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Follows.Where(follow => follow.Follower == reader).Select(follow => follow.Followed).ToListAsync(ct);
    }

    /// <summary>The followed accounts whose boosts the reader hides.</summary>
    public async Task<List<AccountId>> GetBoostHiddenAsync(AccountId reader, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Follows.Where(follow => follow.Follower == reader && !follow.Boosts).Select(follow => follow.Followed).ToListAsync(ct);
    }
}

/// <summary>A page of favourites.</summary>
/// <param name="Rows">The ids of the rows that were read, newest first, including those with a hidden post; the list is paged by them.</param>
/// <param name="Posts">The posts that the reader may see, in the order of the rows.</param>
public sealed record FavouritesPage(List<FavouriteId> Rows, List<PostView> Posts);
