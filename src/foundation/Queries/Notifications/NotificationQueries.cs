using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Database;
using Plaza.Data.Tables.Notifications;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Notifications;

/// <summary>Reads the notifications of an account, newest first, without those whose post is deleted or hidden from the account.</summary>
public sealed class NotificationQueries(IDbContextFactory<PlazaDbContext> tables, PostQueries posts, AccountQueries accounts)
{
    /// <param name="kinds">Only these; all when empty.</param>
    /// <param name="actor">Only what this account did; null for all.</param>
    public async Task<List<NotificationView>> GetPageAsync(
        AccountId account, PageRequest paging, IReadOnlyCollection<NotificationKind> kinds, CancellationToken ct, AccountId? actor = null)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var rows = await Visible(db, account)
            .Where(row => (kinds.Count == 0 || kinds.Contains(row.Kind)) && (actor == null || row.Actor == actor))
            .Page(paging)
            .ToListAsync(ct);
        return await ViewAsync(account, rows, ct);
    }

    public async Task<NotificationView?> FindAsync(AccountId account, NotificationId notification, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var rows = await Visible(db, account).Where(row => row.Id == notification).ToListAsync(ct);
        return (await ViewAsync(account, rows, ct)) is [var found] ? found : null;
    }

    /// <summary>The number of unread notifications, counted up to <paramref name="limit"/>.</summary>
    /// <param name="kinds">Only these; all when null.</param>
    /// <param name="actor">Only what this account did; null for all.</param>
    public async Task<int> CountUnreadAsync(
        AccountId account, int limit, CancellationToken ct, IReadOnlyCollection<NotificationKind>? kinds = null, AccountId? actor = null)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var upTo = await UpToAsync(db, account, ct);
        return await Visible(db, account)
            .Where(row => row.Id > upTo && (kinds == null || kinds.Contains(row.Kind)) && (actor == null || row.Actor == actor)).OrderBy(row => row.Id).Take(limit).CountAsync(ct);
    }

    /// <returns>The last notification that the account has read; 0 for none.</returns>
    public async Task<NotificationId> GetLastReadAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await UpToAsync(db, account, ct);
    }

    /// <summary>The read markers of the account.</summary>
    public async Task<Dictionary<MarkedTimeline, ReadMarkerView>> GetReadMarkersAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.ReadMarkers.Where(row => row.Account == account)
            .ToDictionaryAsync(row => row.Timeline, row => new ReadMarkerView(row.LastReadId, row.Version, row.UpdatedAt), ct);
    }

    private static async Task<NotificationId> UpToAsync(PlazaDbContext db, AccountId account, CancellationToken ct) => new(await db.ReadMarkers
        .Where(row => row.Account == account && row.Timeline == MarkedTimeline.Notifications).Select(row => row.LastReadId).SingleOrDefaultAsync(ct));

    private static IQueryable<NotificationRow> Visible(PlazaDbContext db, AccountId account)
    {
        var visible = db.Posts.VisibleTo(db, account);
        return db.Notifications.Where(row => row.Account == account
            && db.Accounts.Any(actor => actor.Id == row.Actor && actor.SuspendedAt == null)
            && (row.Post == null || visible.Any(post => post.Id == row.Post)));
    }

    private async Task<List<NotificationView>> ViewAsync(AccountId account, List<NotificationRow> rows, CancellationToken ct)
    {
        var ids = rows.Where(row => row.Post is not null).Select(row => row.Post!.Value).Distinct().ToList();
        var views = (await posts.GetAsync(ids, account, ct)).ToDictionary(view => view.Id);
        var actors = await accounts.GetAsync([.. rows.Select(row => row.Actor).Distinct()], ct);

        return [.. rows.Where(row => actors.ContainsKey(row.Actor) && (row.Post is not { } post || views.ContainsKey(post)))
            .Select(row => new NotificationView(row.Id, row.Kind, actors[row.Actor], row.Post is { } post ? views[post] : null, row.CreatedAt))];
    }
}

/// <param name="Post">Null for a follow.</param>
public sealed record NotificationView(NotificationId Id, NotificationKind Kind, AccountView Actor, PostView? Post, DateTimeOffset CreatedAt);

/// <param name="LastReadId">The id of a post or of a notification.</param>
/// <param name="Version">How often the marker was moved.</param>
public sealed record ReadMarkerView(long LastReadId, int Version, DateTimeOffset UpdatedAt);
