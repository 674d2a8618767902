using Plaza.Contracts.Posts;
using Plaza.Data;
using Plaza.Data.Copying;
using Plaza.Server.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data.Copying;

/// <summary>What <c>plaza data copy</c> rejects, with a sentence that says what to do, and a copy that was not completed.</summary>
[Trait("Database", "Postgres")]
public sealed class CopyRejectionTests : IDisposable
{
    private readonly CopyDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task One_of_the_directions_must_be_given()
    {
        (await PlazaProgram.RunHereAsync("data", "copy")).ShouldEndWith(2).Error.ShouldContain("Give one of --to and --from");
        (await PlazaProgram.RunHereAsync("data", "copy", "--to", "Host=a", "--from", "Host=b")).ShouldEndWith(2).Error.ShouldContain("Give one of --to and --from");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=plaza;Password=secret", "Start it, or correct Host and Port in --")]
    [InlineData("Database=plaza;Password=secret", "is no connection string (it names no Host)")]
    [InlineData("Server;Password=secret", "is no connection string")]
    public async Task A_connection_that_cannot_be_used_is_named_without_its_password(string connection, string named)
    {
        var original = await _databases.NewSqliteAsync();

        foreach (var (folder, option) in new[] { (original, "--to"), (_databases.NewFolder(), "--from") })
        {
            var run = await PlazaProgram.RunHereAsync("data", "copy", "--data", folder.Path, option, connection);
            ShouldReject(run, named).Error.ShouldNotContain("secret");
        }
    }

    [Fact]
    public async Task A_folder_without_a_database_is_named_and_not_created()
    {
        var missing = Path.Combine(_databases.NewFolder().Path, "missing");

        var run = await PlazaProgram.RunHereAsync("data", "copy", "--data", missing, "--to", CopyDatabases.ConnectionOf(_databases.NewPostgres()));

        ShouldReject(run, $"There is no database in {missing}");
        Directory.Exists(missing).ShouldBeFalse();
        ShouldReject(await CopyDatabases.CopyAsync(_databases.NewFolder(), _databases.NewPostgres()), "There is no database in");
    }

    [Fact]
    public async Task A_target_that_is_not_empty_stays_as_it_is()
    {
        var (original, postgres, other) = (await _databases.NewSqliteAsync(), _databases.NewPostgres(), await _databases.NewSqliteAsync());
        postgres.Tamper("create table recipes (name text)");

        ShouldReject(await CopyDatabases.CopyAsync(original, postgres), "has tables already");
        postgres.Tamper("drop table recipes");
        (await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone();
        ShouldReject(await CopyDatabases.CopyAsync(original, postgres), "has tables already");
        ShouldReject(await CopyDatabases.CopyAsync(postgres, other), "has data. Move it away");
    }

    [Fact]
    public async Task A_database_that_a_server_uses_is_neither_source_nor_target()
    {
        var (original, postgres) = (await _databases.NewSqliteAsync(), _databases.NewPostgres());
        await using (await PlazaTestServer.StartAsync(original))
        {
            using var held = DataFolderLock.TryTake(original).ShouldNotBeNull(); // As the program holds it.
            ShouldReject(await CopyDatabases.CopyAsync(original, postgres), "Another process serves");
        }

        await using var plaza = await PlazaTestServer.StartAsync(postgres);
        ShouldReject(await CopyDatabases.CopyAsync(await _databases.NewSqliteAsync(), postgres), "has tables already");
        ShouldReject(await CopyDatabases.CopyAsync(postgres, _databases.NewFolder()), $"is used by {Environment.MachineName}:{Environment.ProcessId}. Stop all servers");
    }

    [Fact]
    public async Task A_source_of_another_version_must_be_migrated_or_copied_by_the_program_of_that_version()
    {
        const string DropLast = """delete from "__EFMigrationsHistory" where "MigrationId" = (select max("MigrationId") from "__EFMigrationsHistory")""";
        const string AddNewer = """insert into "__EFMigrationsHistory" values ('30000101000000_Hologram', '10.0.0')""";
        var (original, postgres) = (await _databases.NewSqliteAsync(), _databases.NewPostgres());
        ShouldReject(await CopyDatabases.CopyAsync(postgres, _databases.NewFolder()), "is empty, or of an older Plaza");
        (await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone();

        original.Tamper(AddNewer);
        postgres.Tamper(AddNewer);
        ShouldReject(await CopyDatabases.CopyAsync(original, _databases.NewPostgres()), "30000101000000_Hologram");
        ShouldReject(await CopyDatabases.CopyAsync(postgres, _databases.NewFolder()), "30000101000000_Hologram");

        for (var migration = 0; migration < 2; migration++)
        {
            original.Tamper(DropLast);
            postgres.Tamper(DropLast);
        }

        ShouldReject(await CopyDatabases.CopyAsync(original, _databases.NewPostgres()), "is of an older Plaza");
        ShouldReject(await CopyDatabases.CopyAsync(postgres, _databases.NewFolder()), "is empty, or of an older Plaza");
    }

    [Fact]
    public async Task A_damaged_source_is_found_and_its_copy_used_by_no_server()
    {
        var (original, postgres) = (await PublishedAsync(), _databases.NewPostgres());
        original.Tamper("update journal set subject = '7' where sequence = 2");

        ShouldReject(await CopyDatabases.CopyAsync(original, postgres), "is damaged, and so is its copy: Sequence 2 (");

        await ShouldNotStartAsync(postgres, "--to");
        await using (var file = File.OpenWrite(original.Database))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[4096]);
        }

        ShouldReject(await CopyDatabases.CopyAsync(original, _databases.NewPostgres()), "is damaged");
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_does_not_store_is_named()
    {
        var original = await PublishedAsync();
        original.Tamper("update posts set text = 'a' || char(0) || 'b'");

        ShouldReject(await CopyDatabases.CopyAsync(original, _databases.NewPostgres()), "posts has a text that PostgreSQL does not store");
    }

    [Fact]
    public async Task No_server_or_copy_uses_a_copy_that_was_not_completed()
    {
        var (original, postgres, back) = (await PublishedAsync(), _databases.NewPostgres(), _databases.NewFolder());

        await InterruptAsync(original, postgres);
        await ShouldNotStartAsync(postgres, "--to");
        ShouldReject(await CopyDatabases.CopyAsync(postgres, back), "was not completed");
        (await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone();

        await InterruptAsync(postgres, back);
        await ShouldNotStartAsync(back, "--from");
        ShouldReject(await CopyDatabases.CopyAsync(back, _databases.NewPostgres()), "was not completed");
        (await CopyDatabases.CopyAsync(postgres, back)).ShouldBeDone();
        CopyDatabases.ShouldBeSame(back, original);
    }

    [Fact]
    public async Task A_source_that_changed_since_the_copy_began_is_copied_anew()
    {
        var (original, postgres) = (await PublishedAsync(), _databases.NewPostgres());
        await InterruptAsync(original, postgres);

        var plaza = await PlazaTestServer.StartAsync(original);
        await plaza.CreateAccountAsync("cleo");
        await plaza.StopAsync();

        ShouldReject(await CopyDatabases.CopyAsync(original, postgres), "has changed since the copy");
        await ShouldNotStartAsync(postgres, "--to");
    }

    [Fact]
    public async Task A_server_that_starts_on_PostgreSQL_while_it_is_copied_is_found()
    {
        var (original, postgres, back) = (await PublishedAsync(), _databases.NewPostgres(), _databases.NewFolder());
        (await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone();
        PlazaTestServer? plaza = null;
        var copy = new DatabaseCopy(back, new Listener(() => plaza ??= PlazaTestServer.StartAsync(postgres).GetAwaiter().GetResult()), TimeProvider.System);

        var fault = await Should.ThrowAsync<InvalidDataException>(() => copy.FromPostgresAsync(CopyDatabases.ConnectionOf(postgres), TestContext.Current.CancellationToken));

        fault.Message.ShouldContain("A server was started on");
        await plaza.ShouldNotBeNull().StopAsync();
        await ShouldNotStartAsync(back, "--from");
    }

    [Fact]
    public async Task Rows_that_were_changed_in_a_copy_that_was_not_completed_are_found()
    {
        var (original, postgres) = (await PublishedAsync(), _databases.NewPostgres());
        await InterruptAsync(original, postgres);
        postgres.Tamper("insert into former_handles values ('zoe')");

        ShouldReject(await CopyDatabases.CopyAsync(original, postgres), "former_handles of the database");
        await ShouldNotStartAsync(postgres, "--to");
    }

    private async Task<DataFolder> PublishedAsync()
    {
        var folder = await _databases.NewSqliteAsync();
        var plaza = await PlazaTestServer.StartAsync(folder);
        var ada = await plaza.CreateAccountAsync();
        await plaza.AskAsync(new PublishPost(ada.Account, "one", Visibility.Public));
        await plaza.QuietAsync();
        await plaza.StopAsync();
        return folder;
    }

    /// <summary>Begins a copy and stops it before the first row.</summary>
    private static async Task InterruptAsync(DataFolder from, DataFolder to)
    {
        using var stop = new CancellationTokenSource();
        var (postgres, isTo) = TestDatabase.ConnectionOf(to) is { } target ? (target, true) : (CopyDatabases.ConnectionOf(from), false);
        var copy = new DatabaseCopy(isTo ? from : to, new Listener(stop.Cancel), TimeProvider.System);
        await Should.ThrowAsync<OperationCanceledException>(() => isTo ? copy.ToPostgresAsync(postgres, stop.Token) : copy.FromPostgresAsync(postgres, stop.Token));
    }

    private static async Task ShouldNotStartAsync(DataFolder folder, string option) => (await Should.ThrowAsync<InvalidDataException>(() => PlazaTestServer.StartAsync(folder)))
        .Message.ShouldContain($"is a copy that was not completed. Run plaza data copy {option} again");

    private static ProgramRun ShouldReject(ProgramRun run, string named)
    {
        run.ShouldEndWith(1).Error.ShouldContain(named);
        run.Output.ShouldBe("");
        return run;
    }

    private sealed class Listener(Action act) : IProgress<string>
    {
        public void Report(string value) => act();
    }
}
