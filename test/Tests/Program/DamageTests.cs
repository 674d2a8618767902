using Microsoft.Data.Sqlite;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary><c>plaza journal verify</c> on a damaged database always fails with exit code 1 and a sentence.</summary>
[Trait("Speed", "slow")]
public sealed class DamageTests(FortyPostsFixture posts) : IClassFixture<FortyPostsFixture>, IDisposable
{
    private const int PageBytes = 4096;

    private readonly DataFolder _folder = posts.Folder.Copy();

    private string Log => $"{_folder.Database}-wal";

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public async Task An_intact_journal_verifies() => (await VerifyAsync()).ShouldBeDone();

    [Theory]
    [InlineData("select rootpage from sqlite_schema where name = 'journal'")]
    [InlineData("select rootpage from sqlite_schema where name = 'posts'")]
    [InlineData("select rootpage from sqlite_schema where name = 'tasks'")]
    [InlineData("select rootpage from sqlite_schema where type = 'index' and tbl_name = 'posts' limit 1")]
    [InlineData("select 1")]
    public async Task A_zeroed_page_is_found(string page)
    {
        var number = _folder.Number(page);
        Write(_folder.Database, (number - 1) * PageBytes, new byte[PageBytes]);

        await ShouldBeFoundAsync();
    }

    [Fact]
    public async Task Every_zeroed_page_but_a_free_one_ends_well()
    {
        var whole = await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken);
        var step = Math.Max(1, whole.Length / PageBytes / 8);
        for (var page = 1; page < whole.Length / PageBytes; page += step)
        {
            Write(_folder.Database, page * PageBytes, new byte[PageBytes]);
            var run = await VerifyAsync();
            run.Status.ShouldBe(1, $"page {page + 1}: {run.Output}{run.Error}");
            run.Error.ShouldNotContain("   at ");
            await File.WriteAllBytesAsync(_folder.Database, whole, TestContext.Current.CancellationToken);
            File.Delete(Log);
            File.Delete($"{_folder.Database}-shm");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(PageBytes)]
    [InlineData(10 * PageBytes)]
    [InlineData((10 * PageBytes) + 100)]
    public async Task A_truncated_file_is_found(int bytes)
    {
        using (var file = File.OpenWrite(_folder.Database))
            file.SetLength(bytes);

        await ShouldBeFoundAsync();
    }

    [Fact]
    public async Task A_missing_file_is_found()
    {
        File.Delete(_folder.Database);

        await ShouldBeFoundAsync();
    }

    [Fact]
    public async Task A_wrong_magic_is_found()
    {
        Write(_folder.Database, 0, "SQLite format 4"u8.ToArray());

        await ShouldBeFoundAsync();
    }

    [Fact]
    public async Task An_index_that_does_not_fit_its_table_is_found()
    {
        using (var db = new SqliteConnection($"Data Source={_folder.Database};Pooling=false"))
        {
            db.Open();
            using var command = db.CreateCommand();

            // The index reads pages of another table.
            command.CommandText =
                """
                pragma writable_schema = on;
                update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'journal') where rowid =
                    (select rowid from sqlite_schema where type = 'index' and tbl_name = 'posts' limit 1);
                """;
            command.ExecuteNonQuery();
        }

        await ShouldBeFoundAsync();
    }

    [Fact]
    public async Task A_changed_log_of_a_killed_server_is_found()
    {
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            using var bob = await server.CreateAccountAsync("bob");
            for (var post = 0; post < 10; post++)
                await bob.PostJsonAsync("/api/v1/statuses", new { status = $"{post}" });

            await server.KillAsync();
        }

        var length = new FileInfo(Log).Length;
        length.ShouldBeGreaterThan(20 * PageBytes);
        var log = await File.ReadAllBytesAsync(Log, TestContext.Current.CancellationToken);
        Write(Log, length / 2, [(byte)(log[length / 2] + 1)]);

        await ShouldBeFoundAsync();
    }

    [Fact]
    public async Task The_whole_log_of_a_killed_server_verifies()
    {
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            using var bob = await server.CreateAccountAsync("bob");
            await bob.PostJsonAsync("/api/v1/statuses", new { status = "last" });
            await server.KillAsync();
        }

        (await VerifyAsync()).ShouldBeDone();
    }

    [Fact]
    public async Task The_running_server_finds_it_too()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        var page = _folder.Number("select rootpage from sqlite_schema where type = 'index' and tbl_name = 'posts' limit 1");
        Write(_folder.Database, (page - 1) * PageBytes, new byte[PageBytes]);

        await ShouldBeFoundAsync();
    }

    private static void Write(string file, long at, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = at;
        stream.Write(bytes);
    }

    private async Task ShouldBeFoundAsync()
    {
        var run = (await VerifyAsync()).ShouldEndWith(1);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldEndWith(".");
        run.Error.ShouldNotContain("xception");
        run.Output.ShouldBeEmpty();
    }

    private Task<ProgramRun> VerifyAsync() => PlazaProgram.RunAsync("journal", "verify", "--data", _folder.Path);
}
