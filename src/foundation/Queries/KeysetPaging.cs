using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tables.Profiles;

namespace Plaza.Queries;

/// <summary>Keyset pagination by id, newest first. One overload per row type, since EF Core must translate each.</summary>
internal static class KeysetPaging
{
    public static IQueryable<PostRow> Page(this IQueryable<PostRow> rows, PageRequest paging)
    {
        PostId max = new(paging.MaxId ?? 0), since = new(paging.MinId ?? paging.SinceId ?? 0);
        rows = paging.MaxId is null ? rows : rows.Where(row => row.Id < max);
        rows = since.Value is 0 ? rows : rows.Where(row => row.Id > since);
        return paging.MinId is null
            ? rows.OrderByDescending(row => row.Id).Take(paging.Limit)
            : rows.OrderBy(row => row.Id).Take(paging.Limit).Reverse();
    }

    public static IQueryable<PostTagRow> Page(this IQueryable<PostTagRow> rows, PageRequest paging)
    {
        PostId max = new(paging.MaxId ?? 0), since = new(paging.MinId ?? paging.SinceId ?? 0);
        rows = paging.MaxId is null ? rows : rows.Where(row => row.Post < max);
        rows = since.Value is 0 ? rows : rows.Where(row => row.Post > since);
        return paging.MinId is null
            ? rows.OrderByDescending(row => row.Post).Take(paging.Limit)
            : rows.OrderBy(row => row.Post).Take(paging.Limit).Reverse();
    }

    public static IQueryable<NotificationRow> Page(this IQueryable<NotificationRow> rows, PageRequest paging)
    {
        NotificationId max = new(paging.MaxId ?? 0), since = new(paging.MinId ?? paging.SinceId ?? 0);
        rows = paging.MaxId is null ? rows : rows.Where(row => row.Id < max);
        rows = since.Value is 0 ? rows : rows.Where(row => row.Id > since);
        return paging.MinId is null
            ? rows.OrderByDescending(row => row.Id).Take(paging.Limit)
            : rows.OrderBy(row => row.Id).Take(paging.Limit).Reverse();
    }

    public static IQueryable<FollowRow> Page(this IQueryable<FollowRow> rows, PageRequest paging)
    {
        FollowId max = new(paging.MaxId ?? 0), since = new(paging.MinId ?? paging.SinceId ?? 0);
        rows = paging.MaxId is null ? rows : rows.Where(row => row.Id < max);
        rows = since.Value is 0 ? rows : rows.Where(row => row.Id > since);
        return paging.MinId is null
            ? rows.OrderByDescending(row => row.Id).Take(paging.Limit)
            : rows.OrderBy(row => row.Id).Take(paging.Limit).Reverse();
    }

    public static IQueryable<FavouriteRow> Page(this IQueryable<FavouriteRow> rows, PageRequest paging)
    {
        FavouriteId max = new(paging.MaxId ?? 0), since = new(paging.MinId ?? paging.SinceId ?? 0);
        rows = paging.MaxId is null ? rows : rows.Where(row => row.Id < max);
        rows = since.Value is 0 ? rows : rows.Where(row => row.Id > since);
        return paging.MinId is null
            ? rows.OrderByDescending(row => row.Id).Take(paging.Limit)
            : rows.OrderBy(row => row.Id).Take(paging.Limit).Reverse();
    }
}
