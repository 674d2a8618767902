using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Timelines;

/// <summary>
/// SQL for a page of a home timeline, by the index on author and id. It first takes as many posts as the page holds evenly from all authors; no post
/// beyond the last of these can be on the page. So the cost is proportional to the page and the number of followed accounts, however much they write.
/// </summary>
internal static class HomeTimelineQuery
{
    /// <summary>{0} the reader, {1} the id below which, {2} the id above which, {3} the limit.</summary>
    private static readonly string Belongs =
        $$"""
        q.author = who.author and (who.boosts = true or q.boost_of is null)
            and (q.in_reply_to_author is null or q.author = {0} or q.in_reply_to_author in ({0}, q.author)
              or q.in_reply_to_author in (select followed from follows where follower = {0}))
            and {{Audience.SeenByFollower}}
        """;

    private const string Who = "who (author, boosts) as (select {0}, true union select followed, boosts from follows where follower = {0})";

    private const string Evenly = "limit (select ({3} + count(*) - 1) / count(*) from who)";

    private static readonly string Newest =
        $$"""
        with {{Who}},
        even (id) as (
          select p.id from who join posts p on p.id in (
            select q.id from posts q where {{Belongs}} and q.id < {1} and q.id > {2} order by q.id desc {{Evenly}})
          order by p.id desc limit {3}),
        bound (id) as (select case when count(*) = {3} then min(id) else {2} + 1 end from even)
        select p.* from who join posts p on p.id in (
          select q.id from posts q where {{Belongs}} and q.id < {1} and q.id >= (select id from bound) order by q.id desc limit {3})
        """;

    private static readonly string Oldest =
        $$"""
        with {{Who}},
        even (id) as (
          select p.id from who join posts p on p.id in (
            select q.id from posts q where {{Belongs}} and q.id < {1} and q.id > {2} order by q.id {{Evenly}})
          order by p.id limit {3}),
        bound (id) as (select case when count(*) = {3} then max(id) else {1} - 1 end from even)
        select p.* from who join posts p on p.id in (
          select q.id from posts q where {{Belongs}} and q.id > {2} and q.id <= (select id from bound) order by q.id limit {3})
        """;

    public static IQueryable<PostRow> Of(PlazaDbContext db, AccountId reader, PageRequest paging) => db.Posts.FromSqlRaw(
        paging.MinId is null ? Newest : Oldest,
        reader.Value,
        paging.MaxId ?? long.MaxValue,
        paging.MinId ?? paging.SinceId ?? 0,
        paging.Limit);
}
