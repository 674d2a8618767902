using Npgsql;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A connection that cannot be used ends the start within ten seconds, with one sentence that says what to do.</summary>
[Trait("Speed", "slow")]
public sealed class DatabaseSettingTests : IDisposable
{
    private const string Setting = "PLAZA__DATABASE__CONNECTION";

    private readonly DataFolder _folder = MigratedDatabase.NewEmptyFolder();

    public void Dispose() => TestDatabase.Delete(_folder);

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=plaza;Password=secret", "PostgreSQL at 127.0.0.1:1 does not answer")]
    [InlineData("Host=database.invalid;Password=secret", "PostgreSQL at database.invalid:5432 does not answer")]
    [InlineData("Database=plaza;Password=secret", "it names no Host")]
    [InlineData("Server;Password=secret", Setting)]
    [InlineData("Host=127.0.0.1;Hots=x;Password=secret", Setting)]
    public async Task A_connection_that_cannot_be_used_is_named_without_its_password(string connection, string named)
    {
        foreach (var run in new[] { await ServeAsync(connection), await ListAsync(connection) })
            ShouldEndWithASentence(run, named);
    }

    [Fact, Trait("Database", "Sqlite")]
    public async Task Data_in_the_folder_and_a_connection_are_not_accepted_together()
    {
        (await PlazaProgram.RunAsync("account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password, "--data", _folder.Path))
            .ShouldBeDone();

        ShouldEndWithASentence(await ServeAsync("Host=127.0.0.1;Port=1;Username=plaza;Password=secret"), "plaza.db has data");
    }

    [Fact, Trait("Database", "Postgres")]
    public async Task A_database_that_does_not_exist_or_belongs_to_another_is_named_with_the_remedy()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        var settings = new NpgsqlConnectionStringBuilder(TestDatabase.ConnectionOf(_folder)) { Password = "secret" };
        var (own, guest) = (settings.Database!, $"guest_of_{settings.Database}");
        _folder.Tamper($"create role {guest} login");

        settings.Database = "nowhere";
        ShouldEndWithASentence(await ServeAsync(settings.ToString()), "createdb");
        (settings.Database, settings.Username) = (own, guest);
        ShouldEndWithASentence(await ServeAsync(settings.ToString()), "owner to");
        settings.Username = "nobody";
        ShouldEndWithASentence(await ServeAsync(settings.ToString()), "Correct Username and Password");
        settings.SslMode = SslMode.Require;
        ShouldEndWithASentence(await ServeAsync(settings.ToString()), "cannot be used: SSL");
    }

    [Fact, Trait("Database", "Postgres")]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        var connection = $"{TestDatabase.ConnectionOf(_folder)};Password=secret";
        (await ListAsync(connection)).ShouldBeDone();
        _folder.Tamper("insert into \"__EFMigrationsHistory\" values ('30000101000000_Hologram', '10.0.0')");

        ShouldEndWithASentence(await ServeAsync(connection), "30000101000000_Hologram");
    }

    private Task<ProgramRun> ServeAsync(string connection) =>
        PlazaProgram.RunAsync(["serve", "--data", _folder.Path, "--urls", $"http://127.0.0.1:{PlazaTestServer.FreePort()}"], [(Setting, connection)]);

    private Task<ProgramRun> ListAsync(string connection) => PlazaProgram.RunAsync(["account", "list", "--data", _folder.Path], [(Setting, connection)]);

    private static void ShouldEndWithASentence(ProgramRun run, string named)
    {
        run.ShouldEndWith(1).Error.ShouldContain(named);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Error.ShouldNotContain("secret");
    }
}
