using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Text;
using Plaza.Data.Model;
using Plaza.Data.Posts;

namespace Plaza.Data.Views;

/// <summary>The timelines that are read from tables, newest first, and what the home timeline is loaded from.</summary>
public sealed class TimelineViews(IDbContextFactory<PlazaDb> tables, PostViews views)
{
    /// <summary>All public posts of this place. No boosts.</summary>
    public async Task<List<PostId>> LocalAsync(Paging paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts.Where(post => post.Visibility == Visibility.Public && post.BoostOf == null)
            .VisibleTo(db, viewer: null).Page(paging).Select(post => post.Id).ToListAsync(ct);
    }

    /// <summary>The public posts that carry a hashtag.</summary>
    /// <param name="tag">In any spelling, without the sign.</param>
    public async Task<List<PostView>> TagAsync(string tag, Paging paging, AccountId? viewer, CancellationToken ct)
    {
        var key = Hashtag.KeyOf(tag);
        await using var db = await tables.CreateDbContextAsync(ct);
        var visible = db.Posts.Where(post => post.Visibility == Visibility.Public).VisibleTo(db, viewer);
        var posts = await db.PostTags.Where(row => row.Tag == key && visible.Any(post => post.Id == row.Post))
            .Page(paging).Select(row => row.Post).ToListAsync(ct);
        return await views.GetAsync(posts, viewer, ct);
    }

    /// <summary>What an account published and boosted that the viewer may see.</summary>
    public async Task<List<PostId>> AccountAsync(
        AccountId account, Paging paging, AccountId? viewer, bool withReplies, bool withBoosts, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts
            .Where(post => post.Author == account
                && (withReplies || post.InReplyTo == null || post.InReplyToAuthor == account)
                && (withBoosts || post.BoostOf == null))
            .VisibleTo(db, viewer).Page(paging).Select(post => post.Id).ToListAsync(ct);
    }

    /// <summary>All that an account published and boosted, as it sees it itself: the newest, with what decides who else does.</summary>
    public async Task<List<OwnPost>> OwnAsync(AccountId account, int most, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts.Where(post => post.Author == account).VisibleTo(db, account).Page(new Paging(most))
            .Select(post => new OwnPost(post.Id, post.Visibility, post.InReplyTo, post.InReplyToAuthor, post.BoostOf != null))
            .ToListAsync(ct);
    }

    /// <summary>What somebody marked as a favourite, with the id by which the list is paged.</summary>
    public async Task<List<(FavouriteId At, PostView Post)>> FavouritesAsync(AccountId account, Paging paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var favourites = await db.Favourites.Where(favourite => favourite.Account == account).Page(paging).ToListAsync(ct);
        var posts = (await views.GetAsync([.. favourites.Select(favourite => favourite.Post)], account, ct)).ToDictionary(view => view.Id);
        return [.. favourites.Where(favourite => posts.ContainsKey(favourite.Post)).Select(favourite => (favourite.Id, posts[favourite.Post]))];
    }

    /// <summary>
    /// The ids of a home timeline: what the reader and those they follow published and boosted. An answer stands there only
    /// if it answers the reader, its own author, or somebody the reader follows too; a direct post only if it names the reader; a boost
    /// only if it repeats nothing (<see cref="HomeRepeats"/>).
    /// </summary>
    public async Task<List<PostId>> HomeAsync(AccountId reader, Paging paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var home = new HomeRange(db, reader);
        var entries = await (paging.MinId is null ? home.NewestAsync(paging, withRepeats: false, ct) : home.OldestAsync(paging, ct));
        return [.. entries.Select(entry => entry.Post)];
    }

    /// <summary>The newest entries of a home, newest first, with those that repeat a post.</summary>
    public async Task<List<HomeEntry>> NewestOfHomeAsync(AccountId reader, int most, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await new HomeRange(db, reader).NewestAsync(new(most), withRepeats: true, ct);
    }

    public async Task<List<AccountId>> FollowedByAsync(AccountId reader, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Follows.Where(follow => follow.Follower == reader).Select(follow => follow.Followed).ToListAsync(ct);
    }

    /// <summary>Of whom the reader follows, those whose boosts the reader does not want to see.</summary>
    public async Task<List<AccountId>> BoostsHiddenOfAsync(AccountId reader, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Follows.Where(follow => follow.Follower == reader && !follow.Boosts).Select(follow => follow.Followed).ToListAsync(ct);
    }
}
