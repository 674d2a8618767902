using System.Globalization;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Posts;
using Plaza.Data;
using Plaza.Tests.Replaying;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data.Copying;

/// <summary>A community is copied from SQLite to PostgreSQL and back. Skipped where there is no PostgreSQL.</summary>
[Trait("Database", "Postgres")]
public sealed class DatabaseCopyTests(ITestOutputHelper output) : IDisposable
{
    private static readonly (string, string) PublicUrl = ("Server:PublicUrl", "https://plaza.example");

    private readonly CopyDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task Every_table_of_the_model_is_copied_with_all_values()
    {
        var original = await CommunityAsync(plaza => new RandomActivity(plaza, 3).RunAsync(30));
        original.Tamper("update tasks set name = name || '.before'"); // Its unique names may not meet those that are inserted.
        var tables = AllTables.Fill(original, rows: 2_100); // Two batches.
        var (postgres, back) = (_databases.NewPostgres(), _databases.NewFolder());

        var there = (await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone();
        (await CopyDatabases.CopyAsync(postgres, back)).ShouldBeDone();

        var contents = CopyDatabases.Contents(original);
        contents.Keys.ShouldBe(tables.Order(StringComparer.Ordinal));
        contents.Values.ShouldAllBe(rows => rows.Count > 0);
        CopyDatabases.ShouldBeSame(postgres, original);
        CopyDatabases.ShouldBeSame(back, original);
        foreach (var (table, rows) in contents)
            there.Output.ShouldContain($"{rows.Count,12} {table}{Environment.NewLine}");
    }

    [Fact]
    public async Task A_copy_answers_the_same_and_is_continued() => await ShouldAnswerTheSameAsync(plaza => new RandomActivity(plaza, 5).RunAsync(300), 260);

    [Fact]
    [Trait("Speed", "longest")]
    public async Task A_copy_of_100_000_posts_answers_1_000_requests_the_same() => await ShouldAnswerTheSameAsync(PublishManyAsync, 1_000);

    [Fact]
    public async Task An_empty_community_is_copied()
    {
        var (original, postgres, back) = (await _databases.NewSqliteAsync(), _databases.NewPostgres(), _databases.NewFolder());

        (await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone().Output.ShouldContain("Journal intact: 0 entries.");
        (await CopyDatabases.CopyAsync(postgres, back)).ShouldBeDone();

        CopyDatabases.ShouldBeSame(back, original);
    }

    private async Task ShouldAnswerTheSameAsync(Func<PlazaTestServer, Task> act, int requests)
    {
        var tokens = new List<string>();
        var original = await CommunityAsync(async plaza =>
        {
            await act(plaza);
            foreach (var account in plaza.Folder.Rows("select account from users order by account limit 5", row => row.GetInt64(0)))
                tokens.Add((await plaza.AskAsync(new IssueToken(new(account), "read write follow"))).Secret);
        });
        var sample = new SampledRequests(original, tokens, requests);
        var expected = await AnswersAsync(original, sample);
        expected.Count(answer => answer.Contains(": 200 ", StringComparison.Ordinal)).ShouldBeGreaterThan(requests / 2);
        var (postgres, back) = (_databases.NewPostgres(), _databases.NewFolder());

        await TimedAsync("to PostgreSQL", async () => Report((await CopyDatabases.CopyAsync(original, postgres)).ShouldBeDone()));
        CopyDatabases.ShouldBeSame(postgres, original);
        await TimedAsync("back to SQLite", async () => (await CopyDatabases.CopyAsync(postgres, back)).ShouldBeDone());
        CopyDatabases.ShouldBeSame(back, original);

        (await AnswersAsync(postgres, sample)).ShouldBe(expected);
        (await AnswersAsync(back, sample)).ShouldBe(expected);
        await ShouldBeContinuedAsync(postgres);
        await ShouldBeContinuedAsync(back);
    }

    /// <summary>What is published next has a greater id and continues the journal.</summary>
    private static async Task ShouldBeContinuedAsync(DataFolder folder)
    {
        var (last, entries) = (folder.Number("select max(id) from posts"), folder.Number("select max(sequence) from journal"));
        var author = folder.Number("select min(account) from users");
        var plaza = await PlazaTestServer.StartAsync(folder, PublicUrl);
        (await plaza.AskAsync(new PublishPost(new(author), "after the copy", Visibility.Public))).Value.ShouldBeGreaterThan(last);
        await plaza.StopAsync();

        folder.Number("select count(*) from journal").ShouldBeGreaterThan(entries);
        (await PlazaProgram.RunHereAsync("journal", "verify", "--data", folder.Path)).ShouldBeDone();
    }

    private async Task<DataFolder> CommunityAsync(Func<PlazaTestServer, Task> act)
    {
        var folder = await _databases.NewSqliteAsync();
        var plaza = await PlazaTestServer.StartAsync(folder, PublicUrl);
        await act(plaza);
        await plaza.QuietAsync();
        await plaza.StopAsync();
        return folder;
    }

    private static async Task<List<string>> AnswersAsync(DataFolder folder, SampledRequests sample)
    {
        var plaza = await PlazaTestServer.StartAsync(folder, PublicUrl);
        var answers = await sample.AnswersAsync(plaza);
        await plaza.StopAsync();
        return answers;
    }

    private static async Task PublishManyAsync(PlazaTestServer plaza)
    {
        const int Posts = 100_000;
        const int AtOnce = 64;
        await new RandomActivity(plaza, 5).RunAsync(1_000);
        var people = plaza.Folder.Rows("select account from users order by account", row => row.GetInt64(0));
        var published = 0;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (var post = Interlocked.Increment(ref published); post <= Posts; post = Interlocked.Increment(ref published))
                await plaza.AskAsync(new PublishPost(new(people[post % people.Count]), string.Create(CultureInfo.InvariantCulture, $"post {post} #tag{post % 50}"), Visibility.Public));
        }));
    }

    private void Report(ProgramRun run) => output.WriteLine(run.Output.Split('\n').First(line => line.Contains(" rows in ", StringComparison.Ordinal)));

    private async Task TimedAsync(string what, Func<Task> act)
    {
        var began = TimeProvider.System.GetTimestamp();
        await act();
        output.WriteLine($"{what}: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s");
    }
}
