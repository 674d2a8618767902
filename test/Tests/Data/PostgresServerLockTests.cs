using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>One server uses a PostgreSQL database at a time. Skipped where the tests run on SQLite.</summary>
[Trait("Database", "Postgres")]
public sealed class PostgresServerLockTests
{
    private const string EndLock =
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'plaza lock' and datname = current_database()";

    public PostgresServerLockTests() => Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");

    [Fact]
    public async Task A_second_server_does_not_start_until_the_first_has_stopped()
    {
        await using var one = await DataHost.StartAsync();
        await using var other = DataHost.CreateBeside(one);

        (await Should.ThrowAsync<InvalidDataException>(() => other.StartAgainAsync())).Message.ShouldStartWith("Another Plaza uses the database");
        await one.StopAsync();
        await other.StartAgainAsync();
    }

    [Fact]
    public async Task A_lost_lock_is_taken_again()
    {
        await using var one = await DataHost.StartAsync();
        var before = Holder(one).ShouldNotBeNull();

        one.Tamper(EndLock);

        await Eventually.TrueAsync(() => Task.FromResult(Holder(one) is { } after && after != before), "the lock is held by another connection");
    }

    [Fact]
    public async Task A_server_whose_lock_another_has_taken_says_so()
    {
        await using var one = await DataHost.StartAsync();
        using var thief = TestDatabase.Open(one.Folder);
        using var steal = thief.CreateCommand();
        steal.CommandText = $"{EndLock}; select pg_advisory_lock(x'706C617A61'::bigint)";

        steal.ExecuteNonQuery();

        await one.Log.SaysAsync("another server uses it now");
    }

    private static int? Holder(DataHost data)
    {
        using var connection = TestDatabase.Open(data.Folder);
        using var command = connection.CreateCommand();
        command.CommandText = "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())";
        return (int?)command.ExecuteScalar();
    }
}
