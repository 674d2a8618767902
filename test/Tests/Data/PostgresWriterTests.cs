using Npgsql;
using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Data.Journal;
using Plaza.Data.Postgres;
using Plaza.Queries.Timelines;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>What the committer does when PostgreSQL fails it. Skipped where the tests run on SQLite.</summary>
[Trait("Database", "Postgres")]
public sealed class PostgresWriterTests
{
    private const string EndWriter =
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'plaza writer' and datname = current_database()";

    public PostgresWriterTests() => Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");

    [Fact]
    public async Task A_request_whose_connection_is_lost_is_rejected_and_the_next_succeeds()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();

        var lost = await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(tx =>
        {
            data.Tamper(EndWriter);
            return tx.Execute($"insert into notes (text) values ({"lost"})");
        }).AsTask());
        await data.CommitAsync(tx => tx.Execute($"insert into notes (text) values ({"saved"})"));

        (lost.Reason, lost.Message).ShouldBe((RejectionReason.Unavailable, "The database cannot be reached. Nothing was saved; try again in a few seconds."));
        (await data.NotesAsync()).ShouldBe(["saved"]);
    }

    [Fact]
    public async Task The_outcome_of_a_commit_whose_connection_is_lost_is_unknown_until_the_journal_tells()
    {
        await using var data = await DataHost.StartAsync();
        await data.CommitAsync(tx => tx.Publish(new PostDeleted(new(1), Ids.Ada)));

        var lost = await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(tx =>
        {
            var sequence = tx.Publish(new PostDeleted(new(2), Ids.Ada));
            tx.QueryScalar($"select 1");
            data.Tamper(EndWriter);
            return sequence;
        }).AsTask());
        var next = await data.CommitAsync(tx => tx.Publish(new PostDeleted(new(3), Ids.Ada)));

        lost.Message.ShouldBe("The connection to the database was lost; it is unknown whether this was saved.");
        next.ShouldBe(2);
        var verdict = await data.Get<JournalVerifier>().RunAsync(new Progress<string>(), TestContext.Current.CancellationToken);
        (verdict.Entries, verdict.Fault).ShouldBe((2, null));
    }

    [Fact]
    public async Task A_request_that_hides_a_failed_statement_is_rolled_back()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();

        var failed = data.CommitAsync(tx =>
        {
            tx.Execute($"insert into notes (text) values ({"lost"})");
            Should.Throw<PostgresException>(() => tx.Execute($"insert into nowhere (text) values ({"lost"})"));
            return true;
        }).AsTask();
        var other = data.CommitAsync(tx => tx.Execute($"insert into notes (text) values ({"saved"})")).AsTask();

        (await Should.ThrowAsync<InvalidOperationException>(() => failed)).InnerException.ShouldBeOfType<PostgresException>();
        await other;
        (await data.NotesAsync()).ShouldBe(["saved"]);
    }

    [Fact]
    public async Task An_enqueued_statement_that_fails_fails_its_own_request()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();

        var failed = data.CommitAsync(tx =>
        {
            tx.Enqueue($"insert into nowhere (text) values ({"lost"})");
            return true;
        }).AsTask();
        var other = data.CommitAsync(tx => tx.Execute($"insert into notes (text) values ({"saved"})")).AsTask();

        (await Should.ThrowAsync<PostgresException>(() => failed)).SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
        await other;
        (await data.NotesAsync()).ShouldBe(["saved"]);
    }

    [Fact]
    public async Task Statements_of_many_requests_are_sent_in_few_round_trips()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        var statements = (PostgresStatementCache)data.Get<PostgresWriter>().Statements;
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var before = statements.RoundTrips;

        var written = Enumerable.Range(0, 50).Select(note => WriteAsync(data, $"{note}")).ToList();
        gate.Open();
        await Task.WhenAll([.. written, blocking]);

        (statements.RoundTrips - before).ShouldBeLessThanOrEqualTo(5);
        (await data.NotesAsync()).ShouldBe(Enumerable.Range(0, 50).Select(note => $"{note}"));
    }

    [Fact]
    public async Task A_failed_statement_among_those_of_many_requests_fails_only_its_own()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);

        var first = WriteAsync(data, "first");
        var failed = data.CommitAsync(tx =>
        {
            tx.Enqueue($"insert into notes (text) values ({"lost"})");
            tx.Enqueue($"insert into nowhere (text) values ({"lost"})");
            return tx.Publish(new PostDeleted(new(1), Ids.Ada));
        }).AsTask();
        var rejected = data.CommitAsync(tx =>
        {
            tx.Enqueue($"insert into notes (text) values ({"lost"})");
            return tx.QueryScalar($"select count(*) from notes") is 2 ? throw RequestRejectedException.NotFound() : true;
        }).AsTask();
        var published = data.CommitAsync(tx => tx.Publish(new PostDeleted(new(2), Ids.Ada))).AsTask();
        var last = WriteAsync(data, "last");
        gate.Open();

        await Task.WhenAll(first, last, blocking);
        (await Should.ThrowAsync<PostgresException>(() => failed)).SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
        await Should.ThrowAsync<RequestRejectedException>(() => rejected);
        (await published).ShouldBe(1);
        (await data.NotesAsync()).ShouldBe(["first", "last"]);
    }

    [Fact]
    public async Task A_query_whose_connection_was_lost_fails_with_an_error_of_the_database()
    {
        await using var data = await DataHost.StartAsync();
        var page = new PageRequest(10);
        await data.Get<TimelineQueries>().GetLocalAsync(page, TestContext.Current.CancellationToken);

        data.Tamper("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'plaza' and datname = current_database()");

        await Should.ThrowAsync<System.Data.Common.DbException>(() => data.Get<TimelineQueries>().GetLocalAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Commits_are_flushed_and_readers_cannot_write()
    {
        await using var data = await DataHost.StartAsync();

        var flushed = await data.CommitAsync(tx => tx.Query($"select current_setting('synchronous_commit')", row => row.GetString(0)));

        flushed.ShouldBe(["on"]);
        (await Should.ThrowAsync<PostgresException>(async () => await data.Get<Plaza.Data.Database.ReadConnectionPool>().QueryAsync($"delete from journal returning 1", row => row.GetInt64(0))))
            .SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    private static Task<bool> WriteAsync(DataHost data, string note) => data.CommitAsync(tx =>
    {
        tx.Enqueue($"insert into notes (text) values ({note})");
        return true;
    }).AsTask();
}
