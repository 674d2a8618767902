using System.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The messages of a new server lead to a first account.</summary>
[Trait("Speed", "slow")]
public sealed class FirstRunTests : IDisposable
{
    private readonly Plaza.Data.DataFolder _folder = MigratedDatabase.NewEmptyFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public async Task The_command_works_as_printed()
    {
        await using var server = await ServerProcess.StartAsync(_folder);

        var command = await PrintedAsync(server);
        var run = await PlazaProgram.RunAsync(["-c", command], [], "/bin/sh", PlazaProgram.Root, input: Encoding.UTF8.GetBytes($"{TestAccount.Password}\n"));

        run.ShouldBeDone();
        server.Said.ShouldNotContain("--password", customMessage: "a log keeps what a server says");
        (await server.RunAsync("account", "list")).ShouldBeDone().Output.ShouldContain("@ada");
    }

    [Fact]
    public async Task The_hint_about_a_first_account_is_omitted_when_there_is_one()
    {
        (await PlazaProgram.RunAsync(
            "account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password, "--data", _folder.Path)).ShouldBeDone();

        await using var server = await ServerProcess.StartAsync(_folder);

        await server.SaysAsync($"Plaza serves {server.Url.ToString().TrimEnd('/')} on {(TestDatabase.IsPostgres ? "the database plaza_" : _folder.Database)}");
        server.Said.ShouldNotContain("account create");
    }

    private static async Task<string> PrintedAsync(ServerProcess server) => await Eventually.GetAsync(
        () => Task.FromResult(server.Said.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("account create", StringComparison.Ordinal))),
        "the server says how to make the first account");
}
