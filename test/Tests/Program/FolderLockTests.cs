using Plaza.Data;
using Plaza.Server.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A process waits for another one that holds the data folder; a verb fails in a folder without a database.</summary>
[Trait("Speed", "slow")]
public sealed class FolderLockTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public async Task A_server_waits_for_a_verb_that_is_at_work_in_its_folder()
    {
        var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();
        await using var server = ServerProcess.Begin(_folder);
        await server.SaysAsync("waits");
        server.HasEnded.ShouldBeFalse(server.Said);

        held.Dispose();

        await server.HealthyAsync();
    }

    [Fact]
    public async Task A_server_gives_up_a_folder_that_another_process_keeps_without_serving()
    {
        using var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();

        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", $"http://127.0.0.1:{PlazaTestServer.FreePort()}");

        run.ShouldEndWith(1).Error.TrimEnd().Split('\n')[^1].ShouldBe(
            $"Another process holds {_folder.Path} but serves nothing. If it is a server that is starting or stopping, or a verb, try again in a moment.");
    }

    [Fact]
    public async Task Concurrent_verbs_are_all_executed()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => PlazaProgram.RunAsync(
            "account", "create", "--username", $"ada{number}", "--email", $"ada{number}@example.org", "--password", TestAccount.Password, "--data", _folder.Path)));

        foreach (var run in runs)
            run.ShouldBeDone();
    }

    [Theory]
    [InlineData("account list")]
    [InlineData("account confirm --username ada")]
    [InlineData("token create --username ada")]
    [InlineData("stats show --day 2026-01-31")]
    [InlineData("tasks list")]
    [InlineData("journal verify")]
    [InlineData("journal rebuild")]
    public async Task A_verb_that_needs_data_creates_none(string verb)
    {
        var folder = Path.Combine(_folder.Path, "typo");

        var run = await PlazaProgram.RunAsync([.. verb.Split(' '), "--data", folder]);

        run.ShouldEndWith(1).Error.Trim().ShouldBe(
            $"There is no database in {folder}. Give another folder with --data, or create one with plaza serve or plaza account create.");
        run.Output.ShouldBeEmpty();
        Directory.Exists(folder).ShouldBeFalse();
    }
}
