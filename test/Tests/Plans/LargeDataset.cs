using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Plans;

/// <summary>
/// A large dataset, written to the database of a stopped server: 1 000 accounts, 22 000 posts and boosts, one post and one account with many
/// reactions and followers. SQLite gets no ANALYZE, as in production; PostgreSQL, which plans small tables otherwise, believes that all are a thousand times larger.
/// </summary>
internal static class LargeDataset
{
    private const int Days = 100;

    /// <summary>The post with many replies, favourites and boosts.</summary>
    public const string Popular = "(select id from posts where text = 'popular')";

    public static void Fill(DataFolder folder, AccountId reader, DateTimeOffset now)
    {
        var isPostgres = TestDatabase.ConnectionOf(folder) is not null;
        var start = now.AddDays(-Days).ToUnixTimeMilliseconds();

        // Converts a number to an id with a time, spread over the days.
        string Id(string n, int of, int node = 0) => $"((({start} + {n} * {Days * 86_400_000L / of}) << 16) | {node})";
        string Time(string n, int of) => $"({start} + {n} * {Days * 86_400_000L / of})";
        string Account(string n) => Id($"({n} % 1000)", 1000, 1);
        string Post(string n) => Id($"({n} % 20000 + 1)", 20_001, 2);
        void Rows(int count, string table, string columns, string values) => folder.Tamper(
            $"with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < {count - 1}) insert into {table} ({columns}) select {values} from n where true on conflict do nothing");
        var (randomBytes, zeroBytes, day) = isPostgres
            ? ("sha256(random()::text::bytea)", "sha256('')", "to_char(to_timestamp({0}), 'YYYY-MM-DD')")
            : ("randomblob(32)", "zeroblob(32)", "date({0}, 'unixepoch')");
        string Day(string seconds) => string.Format(null, day, seconds);

        Rows(1_000, "accounts", "id, handle, looks_like, created_at, is_admin", $"{Account("i")}, 'neighbour_' || i, 'neighbour_' || i, {Time("i", 1000)}, false");
        Rows(1_000, "users", "account, email, email_confirmed_at, password_hash", $"{Account("i")}, 'n' || i || '@example.org', 1, ''");
        Rows(1_000, "profiles", "account, name, bio, bio_html, posting_visibility, posting_sensitive, posting_language", $"{Account("i")}, 'Neighbour ' || i, '', '', 0, false, ''");
        Rows(1_000, "tokens", "id, hash, account, scopes, created_at", $"{Id("i", 1000, 3)}, {randomBytes}, {Account("i")}, 'read', 1");
        Rows(1_000, "sessions", "id, hash, account, created_at, user_agent", $"{Id("i", 1000, 4)}, {randomBytes}, {Account("i")}, {Time("i", 1000)}, ''");
        Rows(
            20_000,
            "posts",
            "id, author, visibility, text, html, content_warning, sensitive, in_reply_to, in_reply_to_author, created_at, sequence, replies, public_replies, boosts, favourites",
            $"""
            {Post("i")}, case when i % 4 = 0 then {reader.Value} else {Account("i * 7919")} end, case when i % 16 < 12 then 0 else i % 4 end,
            case i when 8 then 'popular' else 'text' end, '', '', false, case when i % 8 = 1 then {Post("8")} end, case when i % 8 = 1 then {reader.Value} end,
            {Time("i", 20_001)}, i + 1, 0, 0, 0, 0
            """);
        Rows(1_000, "posts", "id, author, visibility, text, html, content_warning, sensitive, boost_of, created_at, sequence, replies, public_replies, boosts, favourites",
            $"{Id("i", 1000, 5)}, {Account("i")}, 0, '', '', '', false, {Post("8")}, {Time("i", 1000)}, 0, 0, 0, 0, 0");
        Rows(20_000, "mentions", "post, account", $"{Post("i")}, case when i % 2 = 0 then {reader.Value} else {Account("i")} end");
        Rows(20_000, "post_tags", "tag, post", $"case when i % 2 = 0 then 'popular' else 'tag' || (i % 500) end, {Post("i")}");
        Rows(20_000, "favourites", "id, post, account", $"{Id("i", 20_000, 6)}, {Post("i * 3")}, case when i % 2 = 0 then {reader.Value} else {Account("i")} end");
        Rows(1_000, "favourites", "id, post, account", $"{Id("i", 1_000, 7)}, {Post("8")}, {Account("i")}");
        Rows(1_000, "follows", "id, follower, followed, boosts", $"{Id("i", 1_000, 8)}, {Account("i")}, {reader.Value}, true");
        Rows(500, "follows", "id, follower, followed, boosts", $"{Id("i", 500, 9)}, {reader.Value}, {Account("i")}, true");
        Rows(20_000, "follows", "id, follower, followed, boosts", $"{Id("i", 20_000, 10)}, {Account("i")}, {Account("i * 31 + 7")}, true");
        Rows(20_000, "notifications", "id, account, kind, actor, post, created_at",
            $"{Id("i", 20_000, 11)}, case when i % 2 = 0 then {reader.Value} else {Account("i")} end, i % 3, {Account("i * 13")}, {Post("i * 5")}, {Time("i", 20_000)}");
        Rows(20_000, "journal", "sequence, time, type, version, subject, depth, root, node, payload_digest, digest",
            $"1000 + i, {Time("i", 20_000)}, 'posts.published', 1, {Account("i * 7919")}, 1, i, 0, {zeroBytes}, {zeroBytes}");
        Rows(20_000, "tasks", "id, name, key, payload, state, attempts, due, created_at, ended_at, detail",
            $"{Id("i", 20_000, 12)}, 'mail.mention', i, '', 2, 1, {Time("i", 20_000)}, 1, {Time("i", 20_000)}, ''");
        Rows(2_000, "idempotency_keys", "author, app, key, post, created_at", $"{Account("i")}, 0, i, {Post("i")}, {Time("i", 2_000)}");
        Rows(2_000, "apps", "id, client_id, secret_hash, name, redirect_uris, scopes, created_at", $"{Id("i", 2_000, 13)}, 'app' || i, {randomBytes}, '', '', '', {Time("i", 2_000)}");
        Rows(2_000, "authorization_codes", "hash, app, account, redirect_uri, scopes, expires_at", $"{randomBytes}, {Id("i", 2_000, 13)}, {Account("i")}, '', '', {Time("i", 2_000)}");
        Rows(2_000, "queued_mails", "kind, recipient, mail, queued_at", $"0, 'n' || i, i, {Time("i", 2_000)}");
        Rows(20_000, "statistics_accounts", "day, account, authored", $"{Day($"{start} / 1000 + (i / 200) * 86400")}, {Account("i * 7 + i / 200")}, true");
        Rows(100, "statistics_days", "day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts", $"{Day($"{start} / 1000 + i * 86400")}, 1, 1, 1, 1, 1, 1, 1");
        folder.Tamper("insert into author_counts (account, posts, last_post_at) select author, count(*), max(created_at) from posts where true group by author on conflict (account) do nothing");
        folder.Tamper("insert into follow_counts (account, followers, following) select followed, count(*), 0 from follows where true group by followed on conflict (account) do nothing");
        folder.Tamper("update cursors set sequence = (select max(sequence) from journal)");
        if (isPostgres)
        {
            folder.Tamper("analyze");
            folder.Tamper("update pg_class set reltuples = reltuples * 1000 where relnamespace = 'public'::regnamespace and reltuples > 0");
        }
    }
}
