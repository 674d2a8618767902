using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Data.Postgres;
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

    private static readonly (string Newest, string Oldest) Sqlite = (Newest(InSqlite), Oldest(InSqlite));

    private static readonly (string Newest, string Oldest) Postgres = (Newest(InPostgres), Oldest(InPostgres));

    public static IQueryable<PostRow> Of(PlazaDbContext db, AccountId reader, PageRequest paging)
    {
        var (newest, oldest) = db is PostgresDbContext ? Postgres : Sqlite;
        return db.Posts.FromSqlRaw(
            paging.MinId is null ? newest : oldest,
            reader.Value,
            paging.MaxId ?? long.MaxValue,
            paging.MinId ?? paging.SinceId ?? 0,
            paging.Limit);
    }

    /// <param name="each">Joins each row of <c>who</c> with the posts whose ids a query about it selects.</param>
    private static string Newest(Func<string, string> each) =>
        $$"""
        with {{Who}},
        even (id) as (
          select p.id from {{each($"select q.id from posts q where {Belongs} and q.id < {{1}} and q.id > {{2}} order by q.id desc {Evenly}")}}
          order by p.id desc limit {3}),
        bound (id) as (select case when count(*) = {3} then min(id) else {2} + 1 end from even)
        select p.* from {{each($"select q.id from posts q where {Belongs} and q.id < {{1}} and q.id >= (select id from bound) order by q.id desc limit {{3}}")}}
        """;

    /// <inheritdoc cref="Newest"/>
    private static string Oldest(Func<string, string> each) =>
        $$"""
        with {{Who}},
        even (id) as (
          select p.id from {{each($"select q.id from posts q where {Belongs} and q.id < {{1}} and q.id > {{2}} order by q.id {Evenly}")}}
          order by p.id limit {3}),
        bound (id) as (select case when count(*) = {3} then max(id) else {1} - 1 end from even)
        select p.* from {{each($"select q.id from posts q where {Belongs} and q.id > {{2}} and q.id <= (select id from bound) order by q.id limit {{3}}")}}
        """;

    private static string InSqlite(string ids) => $"who join posts p on p.id in ({ids})";

    /// <summary>PostgreSQL would run the query of <c>in</c> again for each post there is; SQLite has no <c>lateral</c>.</summary>
    private static string InPostgres(string ids) => $"who cross join lateral ({ids}) mine (id) join posts p on p.id = mine.id";
}
