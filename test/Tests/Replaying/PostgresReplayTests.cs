using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Plaza.Data;
using Plaza.Data.Replaying;
using Plaza.Tests.Support;

namespace Plaza.Tests.Replaying;

/// <summary>What a replay does on PostgreSQL only.</summary>
[Trait("Database", "Postgres")]
public sealed class PostgresReplayTests : IDisposable
{
    private const string Sessions = "select count(*) from pg_stat_activity where application_name = 'plaza replay' and datname = current_database()";
    private const string TemporaryTables = "select count(*) from pg_class where relpersistence = 't'";
    private const string Waiting = $"{Sessions} and wait_event_type = 'Lock'";

    private readonly DataFolder _folder;

    public PostgresReplayTests()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        _folder = MigratedDatabase.NewFolder();
    }

    public void Dispose() => TestDatabase.Delete(_folder);

    [Fact]
    public async Task A_killed_rebuild_leaves_nothing_behind_and_can_be_repeated()
    {
        (await RunAsync("account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password)).ShouldBeDone();
        await using (var other = TestDatabase.Open(_folder))
        {
            await using var held = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var take = other.CreateCommand();
            (take.Transaction, take.CommandText) = (held, "lock table favourites in access exclusive mode");
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            using var rebuild = PlazaProgram.Start(["journal", "rebuild", "--data", _folder.Path], []);
            try
            {
                await Eventually.TrueAsync(() => _folder.Number(Waiting) is 1, "the rebuild waits for the lock");
                _folder.Number(TemporaryTables).ShouldBeGreaterThan(0);
            }
            finally
            {
                rebuild.Kill(entireProcessTree: true);
            }

            await rebuild.WaitForExitAsync(TestContext.Current.CancellationToken);

            await Eventually.TrueAsync(() => _folder.Number(Sessions) is 0, "the server ends the session");
            _folder.Number(TemporaryTables).ShouldBe(0);
        }

        (await RunAsync("journal", "rebuild")).ShouldBeDone().Output.ShouldEndWith("all rows matched the journal.\n");
    }

    [Fact]
    public async Task A_replay_cannot_write_the_live_tables()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        using var replay = plaza.Services.GetRequiredService<Func<ReplayDatabase>>()();

        replay.Enqueue($"delete from posts");

        Should.Throw<PostgresException>(() => replay.QueryScalar($"select 1")).SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_is_named_by_verify()
    {
        _folder.Tamper("update pg_class set relfilenode = 1 where relname = 'queued_mails'").ShouldBe(1);

        var verdict = (await RunAsync("journal", "verify")).ShouldEndWith(1);

        verdict.Error.ShouldMatch("^PostgreSQL finds damage in the database plaza_.*: could not open file .*");
    }

    private Task<ProgramRun> RunAsync(params string[] verb) => PlazaProgram.RunHereAsync([.. verb, "--data", _folder.Path]);
}
