using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>
/// A standard stream that cannot be written: the disk behind it is full, or it was closed. The folder has an account and a task, since a stream that
/// is not written to cannot fail.
/// </summary>
[Trait("Speed", "slow")]
public sealed class OutputTests(AccountAndTaskFixture prepared) : IClassFixture<AccountAndTaskFixture>, IDisposable
{
    private static readonly string[] Closed = ["> /dev/full", ">&-", "<&- >&-"];

    private static readonly string[] Verbs =
    [
        "--help", "--version", "account --help", "account list", "account suspend --username ada", "token create --username ada", "journal verify",
        "tasks list", "stats show --day 2026-01-31",
    ];

    private readonly DataFolder _folder = prepared.Folder.Copy();

    public static MatrixTheoryData<string, string> VerbsAndOutputs { get; } = new(Verbs, Closed);

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory, MemberData(nameof(VerbsAndOutputs))]
    public async Task A_result_that_cannot_be_written_gives_1_and_a_sentence_on_the_other_stream(string verb, string output)
    {
        var run = (await RunAsync(verb, output)).ShouldEndWith(1);

        run.Error.ShouldContain("The standard output cannot be written: ");
        run.Error.ShouldNotContain("xception");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData(">&-")]
    public async Task The_same_while_the_server_runs(string output)
    {
        await using var server = await ServerProcess.StartAsync(_folder);

        var run = (await RunAsync("account list", output)).ShouldEndWith(1);

        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("The standard output cannot be written: ");
        (await server.RunAsync("account", "list")).ShouldBeDone();
    }

    [Fact]
    public async Task A_token_that_could_not_be_printed_is_reported() =>
        (await RunAsync("token create --username ada", "> /dev/full")).ShouldEndWith(1).Error.ShouldContain("created a token that was not shown");

    [Theory]
    [InlineData("2> /dev/full")]
    [InlineData("2>&-")]
    [InlineData("<&- 2>&-")]
    public async Task Errors_go_to_the_standard_output_when_the_error_stream_cannot_be_written(string error)
    {
        (await RunAsync("account suspend --username nobody_here", error)).ShouldEndWith(1).Output.ShouldBe("There is no account @nobody_here.\n");
        var token = (await RunAsync("token create --username ada", error)).ShouldEndWith(1);
        token.Output.ShouldContain("A token for @ada");
        token.LastLine.ShouldMatch("^[A-Za-z0-9_-]{20,}$");
        (await RunAsync("account list", error)).ShouldEndWith(0).Output.ShouldContain("@ada");
        (await RunAsync("nonsense", error)).ShouldEndWith(2).Output.ShouldContain("nonsense");
    }

    [Theory]
    [InlineData("> /dev/full 2> /dev/full")]
    [InlineData(">&- 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task With_neither_stream_the_exit_code_reports_it(string streams)
    {
        (await RunAsync("account list", streams)).ShouldEndWith(1);
        (await RunAsync("--help", streams)).ShouldEndWith(1);
        (await RunAsync("nonsense", streams)).ShouldEndWith(2);
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData("2> /dev/full")]
    [InlineData("> /dev/full 2> /dev/full")]
    [InlineData("<&- >&- 2>&-")]
    public async Task A_server_serves_all_the_same(string streams)
    {
        await using var server = ServerProcess.BeginIn("/bin/sh", _folder, url => ["-c", $"exec \"$0\" \"$@\" {streams}", PlazaProgram.Path, "--data", _folder.Path, "--urls", url]);
        await server.HealthyAsync();

        (await server.RunAsync("account", "list")).ShouldBeDone();
        (await server.Client.GetJsonAsync("/health"))["status"]!.ToString().ShouldBe("UP");
        (await server.StopAsync()).ShouldBe(0);
        server.Said.ShouldNotContain("   at ");
    }

    private Task<ProgramRun> RunAsync(string verb, string streams) => PlazaProgram.RunAsync(
        ["-c", $"exec \"$0\" {verb} {(verb is "--version" ? "" : "--data \"$1\"")} {streams}", PlazaProgram.Path, _folder.Path], [], "/bin/sh");
}
