using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Journal;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Journal;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class WriterTests
{
    [Fact]
    public async Task Ids_grow_and_never_repeat_even_when_the_clock_is_set_back_or_the_server_restarts()
    {
        await using var data = await DataHost.StartAsync();
        var given = new List<long>();

        await TakeAsync(data, given, 3000);
        data.Clock.SetClockBack(TimeSpan.FromHours(1));
        await TakeAsync(data, given, 10);
        await data.StartAgainAsync();
        await TakeAsync(data, given, 10);

        given.ShouldBe(given.Distinct().Order());
    }

    [Fact]
    public async Task An_id_that_was_deleted_is_not_given_again_when_the_clock_is_set_back_over_a_restart()
    {
        await using var data = await DataHost.StartAsync();
        var deleted = await data.CommitAsync(tx =>
        {
            var post = tx.NextId<PostId>();
            tx.Publish(new PostDeleted(post, Ids.Ada));
            return post;
        });

        data.Clock.SetClockBack(TimeSpan.FromHours(1));
        await data.StartAgainAsync();

        (await data.CommitAsync(tx => tx.NextId<PostId>().Value)).ShouldBeGreaterThan(deleted.Value);
    }

    [Fact]
    public async Task An_id_is_the_time_and_a_counter()
    {
        await using var data = await DataHost.StartAsync();

        var (first, second) = await data.CommitAsync(tx => (tx.NextId<PostId>().Value, tx.NextId<PostId>().Value));

        (first >> 16).ShouldBe(data.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        (second - first).ShouldBe(1);
    }

    [Fact]
    [Trait("Database", "Sqlite")]
    public async Task The_writer_writes_ahead_syncs_fully_deletes_securely_and_checkpoints_by_itself_alone()
    {
        await using var data = await DataHost.StartAsync();

        var mode = await data.CommitAsync(tx => tx.Query($"pragma journal_mode", row => row.GetString(0)));
        var (synchronous, checkpoint, erase) = await data.CommitAsync(tx =>
            (tx.QueryScalar($"pragma synchronous"), tx.QueryScalar($"pragma wal_autocheckpoint"), tx.QueryScalar($"pragma secure_delete")));

        mode.ShouldBe(["wal"]);
        (synchronous, checkpoint, erase).ShouldBe((2, 0, 1));
    }

    [Fact]
    [Trait("Database", "Sqlite")]
    public async Task The_database_rejects_writes_past_the_committer()
    {
        await using var data = await DataHost.StartAsync();
        await using var db = await data.Get<IDbContextFactory<PlazaDbContext>>().CreateDbContextAsync();

        var fault = await Should.ThrowAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync("delete from journal"));

        fault.SqliteErrorCode.ShouldBe(SQLitePCL.raw.SQLITE_READONLY);
    }

    [Fact]
    [Trait("Database", "Sqlite")]
    public async Task Whoever_reads_leaves_the_log_to_the_writer_also_when_closing_last()
    {
        await using var data = await DataHost.StartAsync();
        await using var db = await data.Get<IDbContextFactory<PlazaDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();

        SQLitePCL.raw.sqlite3_db_config(
            ((SqliteConnection)db.Database.GetDbConnection()).Handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, out var leaves);

        leaves.ShouldBe(1);
    }

    [Fact]
    public async Task Migrations_are_applied_once_and_logged_with_the_reason()
    {
        await using var data = await DataHost.StartEmptyAsync();
        data.Log.Lines.ShouldContain(line => line.Contains("Applying ") && line.Contains("_Start"));

        await data.StartAgainAsync();

        data.Log.Lines.ShouldNotContain(line => line.Contains("Applying "));
    }

    [Fact]
    public async Task A_transaction_that_never_began_rolls_back_nothing_committed()
    {
        await using var data = await DataHost.StartAsync();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var statements = new SqliteStatementCache(connection);
        statements.Execute($"create table journal (sequence integer primary key, time, type, version, subject, cause, depth, root, node, payload, salt, payload_digest, digest)");
        using var journal = new JournalWriter(data.Get<CascadeTracker>(), node: 0);
        journal.Load(0, JournalHashChain.Start);
        journal.Begin();
        journal.Append(statements, new PostDeleted(new(1), Ids.Ada), DateTimeOffset.UnixEpoch, null).ShouldBe(1);
        journal.MarkCommitted();

        // For example, another process locked the database: no transaction begins, but one is rolled back.
        journal.Rollback();

        journal.Append(statements, new PostDeleted(new(2), Ids.Ada), DateTimeOffset.UnixEpoch, null).ShouldBe(2);
    }

    private static async Task TakeAsync(DataHost data, List<long> given, int count) =>
        given.AddRange(await data.CommitAsync(tx =>
        {
            var ids = Enumerable.Range(0, count).Select(_ => tx.NextId<PostId>().Value).ToList();
            tx.Execute($"insert into favourites (id, post, account) values ({ids[^1]}, {ids[^1]}, {Ids.Ada})");
            return ids;
        }));
}
