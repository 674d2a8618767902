using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Model;
using Plaza.Data.Posts;

namespace Plaza.Data.Views;

/// <summary>Reads posts with all that a reader sees of them. What the viewer may not see is left out, as if it were not there.</summary>
public sealed class PostViews(IDbContextFactory<PlazaDb> tables)
{
    /// <param name="viewer">Null for somebody who is not logged in.</param>
    public async Task<PostView?> FindAsync(PostId post, AccountId? viewer, CancellationToken ct) =>
        (await GetAsync([post], viewer, ct)) is [var found] ? found : null;

    /// <summary>In the order asked, without those that are gone or hidden.</summary>
    public async Task<List<PostView>> GetAsync(IReadOnlyList<PostId> posts, AccountId? viewer, CancellationToken ct)
    {
        if (posts.Count is 0)
            return [];

        await using var db = await tables.CreateDbContextAsync(ct);
        var rows = await db.Posts.Where(post => posts.Contains(post.Id)).VisibleTo(db, viewer).ToListAsync(ct);
        var order = posts.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        rows.Sort((left, right) => order[left.Id].CompareTo(order[right.Id]));
        return await ViewAsync(db, rows, viewer, ct);
    }

    /// <summary>Who marked the post as a favourite, the newest first. Whether the viewer may see the post is for the caller to have asked.</summary>
    public async Task<List<AccountView>> FavouritedByAsync(PostId post, int most, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var accounts = await db.Favourites.Where(favourite => favourite.Post == post).OrderByDescending(favourite => favourite.Id)
            .Select(favourite => favourite.Account).Take(most).ToListAsync(ct);
        var views = await AccountViews.GetAsync(db, accounts, ct);
        return [.. accounts.Where(views.ContainsKey).Select(account => views[account])];
    }

    /// <summary>Who boosted the post, the newest first. Whether the viewer may see the post is for the caller to have asked.</summary>
    public async Task<List<AccountView>> BoostedByAsync(PostId post, int most, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var accounts = await db.Posts.Where(boost => boost.BoostOf == post).OrderByDescending(boost => boost.Id)
            .Select(boost => boost.Author).Take(most).ToListAsync(ct);
        var views = await AccountViews.GetAsync(db, accounts, ct);
        return [.. accounts.Where(views.ContainsKey).Select(account => views[account])];
    }

    /// <summary>What the space that changes posts must know of one before it does. Null when the viewer may not see it.</summary>
    public async Task<PostRow?> RowAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts.Where(row => row.Id == post).VisibleTo(db, viewer).SingleOrDefaultAsync(ct);
    }

    /// <summary>The same, but for a boost it gives the post that it passes on.</summary>
    public async Task<PostRow?> OriginalAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        var row = await RowAsync(post, viewer, ct);
        return row is { BoostOf: { } original } ? await RowAsync(original, viewer, ct) : row;
    }

    /// <summary>The row whoever looks: for the one who may delete it.</summary>
    public async Task<PostRow?> AnyRowAsync(PostId post, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Posts.SingleOrDefaultAsync(row => row.Id == post, ct);
    }

    internal static async Task<List<PostView>> ViewAsync(PlazaDb db, List<PostRow> rows, AccountId? viewer, CancellationToken ct)
    {
        var originals = rows.Where(row => row.BoostOf is not null).Select(row => row.BoostOf!.Value).ToList();
        var boosted = originals.Count is 0
            ? []
            : await db.Posts.Where(post => originals.Contains(post.Id)).ToListAsync(ct);
        var facts = await PostFacts.ReadAsync(db, [.. rows, .. boosted], viewer, ct);
        var byId = boosted.Where(facts.Know).ToDictionary(row => row.Id, row => facts.View(row, null));

        // Between two queries a post or an account may have gone.
        return [.. rows
            .Where(row => facts.Know(row) && (row.BoostOf is not { } original || byId.ContainsKey(original)))
            .Select(row => facts.View(row, row.BoostOf is { } original ? byId[original] : null))];
    }
}
