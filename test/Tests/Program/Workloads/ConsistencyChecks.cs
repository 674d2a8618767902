using System.Globalization;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>Consistency checks between tables. Each query counts violations.</summary>
internal static class ConsistencyChecks
{
    /// <summary>Checks that hold at any time.</summary>
    private static readonly (string Rule, string Disagreeing)[] Always =
    [
        ("the journal has no gap", "select coalesce(max(sequence), 0) - count(*) from journal"),
        ("each post published and not deleted stands", """
            select (select count(*) from journal where type = 'posts.published') - (select count(*) from journal where type = 'posts.deleted')
              - (select count(*) from posts where boost_of is null)
            """),
        ("each follow not undone stands", """
            select (select count(*) from journal where type = 'profiles.followed') - (select count(*) from journal where type = 'profiles.unfollowed')
              - (select count(*) from follows)
            """),
        ("posts stand in the order of the journal",
            "select count(*) from (select sequence, lag(sequence) over (order by id) as before from posts where boost_of is null) as posts_in_order where sequence <= before"),
        ("posts of each author are counted", "select count(*) from author_counts a where posts <> (select count(*) from posts where author = a.account and visibility < 2)"),
        ("each author has a count", "select count(*) from posts where visibility < 2 and author not in (select account from author_counts)"),
        ("favourites of each post are counted", "select count(*) from posts p where favourites <> (select count(*) from favourites where post = p.id)"),
        ("boosts of each post are counted", "select count(*) from posts p where boosts <> (select count(*) from posts where boost_of = p.id)"),
        ("replies of each post are counted", "select count(*) from posts p where replies <> (select count(*) from posts where in_reply_to = p.id)"),
        ("replies for everyone are counted", "select count(*) from posts p where public_replies <> (select count(*) from posts where in_reply_to = p.id and visibility < 2)"),
        ("follows of each account are counted", """
            select count(*) from follow_counts c where followers <> (select count(*) from follows where followed = c.account)
              or following <> (select count(*) from follows where follower = c.account)
            """),
        ("each follow has a count", "select count(*) from follows where follower not in (select account from follow_counts) or followed not in (select account from follow_counts)"),
        ("nothing hangs on a post that is gone", """
            select (select count(*) from favourites where post not in (select id from posts)) + (select count(*) from mentions where post not in (select id from posts))
              + (select count(*) from posts where boost_of not in (select id from posts))
            """),
        ("no two keys stand for one post", "select count(*) - count(distinct post) from idempotency_keys"),
        ("keys of the last half hour are kept", """
            select count(*) from posts where boost_of is null and created_at > (select max(created_at) from posts) - 1800000
              and id not in (select post from idempotency_keys)
            """),
    ];

    private const string Due = """
        (select account, 0 as kind, author as actor, post from mentions join posts on id = post
        union select in_reply_to_author, 0, author, id from posts where in_reply_to_author is not null
        union select author, 1, account, post from favourites join posts on posts.id = post
        union select o.author, 2, b.author, o.id from posts b join posts o on o.id = b.boost_of
        union select followed, 3, follower, null from follows) as due
        """;

    private const string Notifications = "(select account, kind, actor, post from notifications) as told";

    /// <summary>Checks that hold once all effects of the journal are complete.</summary>
    private static readonly (string Rule, string Disagreeing)[] AtRest =
    [
        ("everybody is told of what concerns them", $"select count(*) from (select * from {Due} where account <> actor except select * from {Notifications}) as missing"),
        ("nobody is told of what is not so", $"select count(*) from (select * from {Notifications} except select * from {Due} where account <> actor) as surplus"),
        ("nobody is told twice", $"select (select count(*) from {Notifications}) - (select count(*) from (select distinct * from {Notifications}) as once)"),
        ("no delivery is left", "select count(*) from deliveries"),
        ("no mail is left or parked", "select count(*) from tasks where name like 'mail.%' and state <> 2"),
        ("posts are counted once in the statistics, but for such as were gone before (docs/decisions/0012)", """
            select case when counted > published then counted - published when counted < published - erased then published - erased - counted else 0 end from (select
              (select coalesce(cast(sum(posts) as bigint), 0) from statistics_days) as counted,
              (select count(*) from journal where type = 'posts.published') as published,
              (select count(*) from journal where type = 'posts.published' and payload is null) as erased) as counts
            """),
        ("boosts are counted once in the statistics", Counted("boosts", "posts.boosted")),
        ("favourites are counted once in the statistics", Counted("favourites", "posts.favourited")),
        ("follows are counted once in the statistics", Counted("follows", "profiles.followed")),
        ("sign-ups are counted once in the statistics", Counted("sign_ups", "authentication.signed_up")),
        ("active accounts and authors are counted once", """
            select count(*) from statistics_days d where active_accounts <> (select count(*) from statistics_accounts where day = d.day)
              or authors <> (select count(*) from statistics_accounts where day = d.day and authored)
            """),
    ];

    /// <returns>A sentence for each current violation.</returns>
    public static List<string> Faults(DataFolder folder) => Faults(folder, Always);

    /// <summary>Waits until all effects of the journal are complete. A lost or repeated effect never becomes consistent.</summary>
    public static async Task AgreeAtRestAsync(DataFolder folder)
    {
        var faults = new List<string>();
        try
        {
            await Eventually.TrueAsync(() => (faults = [.. Faults(folder, Always), .. Faults(folder, AtRest)]).Count is 0, "the books agree");
        }
        catch (TimeoutException)
        {
            faults.ShouldBeEmpty();
        }
    }

    private static List<string> Faults(DataFolder folder, (string Rule, string Disagreeing)[] rules) =>
        [.. from rule in rules let off = folder.Number(rule.Disagreeing) where off is not 0 select $"It is not so that {rule.Rule}: off by {off}."];

    private static string Counted(string column, string type) => string.Create(
        CultureInfo.InvariantCulture,
        $"select coalesce((select cast(sum({column}) as bigint) from statistics_days), 0) - (select count(*) from journal where type = '{type}')");
}
