using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Help and usage errors of the command line.</summary>
[Trait("Speed", "slow")]
public sealed class UsageTests
{
    public static TheoryData<string> Verbs { get; } =
    [
        "", "serve", "account", "account create", "account confirm", "account list", "account suspend", "account delete", "token", "token create",
        "stats", "stats show", "stats recompute", "tasks", "tasks list", "tasks retry", "journal", "journal verify", "journal rebuild",
    ];

    [Theory, MemberData(nameof(Verbs))]
    public async Task Every_verb_explains_itself(string verb)
    {
        var help = (await PlazaProgram.RunAsync([.. Words(verb), "--help"])).ShouldBeDone();

        help.Output.ShouldContain("Usage:");
        help.Output.ShouldContain("--data");
        help.Output.Contains("--urls", StringComparison.Ordinal).ShouldBe(verb is "" or "serve", "no other verb listens");
        help.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("account create")]
    [InlineData("account set-password")]
    public async Task The_help_tells_how_to_pass_a_password_unseen(string verb) =>
        (await PlazaProgram.RunAsync([.. Words(verb), "--help"])).ShouldBeDone().Output.ShouldMatch(@"--password <PASSWORD> +8 to 128 characters\. Without this option the command asks for it");

    [Theory]
    [InlineData("nonsense", "", "'nonsense'")]
    [InlineData("acount list", "", "Did you mean 'account'?")]
    [InlineData("account", "account", "Required command")]
    [InlineData("account creat", "account", "Did you mean 'create'?")]
    [InlineData("account create --username ada", "account create", "'--email'")]
    [InlineData("account create --user ada", "account create", "'--user'")]
    [InlineData("account delete --username ada", "account delete", "--yes")]
    [InlineData("account list --nonsense", "account list", "'--nonsense'")]
    [InlineData("account list --urls http://127.0.0.1:5080", "account list", "'--urls'")]
    [InlineData("--urls http://127.0.0.1:5080 account list", "account list", "'--urls'")]
    [InlineData("account set-password --username ada --pasword=hunter2hunter2", "account set-password", "There is no command, option or value '--pasword' here. Did you mean '--password'?")]
    [InlineData("stats show --day yesterday", "stats show", "'yesterday'")]
    [InlineData("stats show --day 2026-02-30", "stats show", "'2026-02-30'")]
    [InlineData("stats show --day 9999-12-31", "stats show", "'9999-12-31'")]
    [InlineData("stats show --day 0001-01-01", "stats show", "'0001-01-01'")]
    [InlineData("stats recompute --from 9999-12-31 --to 9999-12-31", "stats recompute", "'9999-12-31'")]
    [InlineData("tasks list --limit many", "tasks list", "'many'")]
    [InlineData("tasks list --limit 99999999999", "tasks list", "'99999999999'")]
    [InlineData("tasks list --limit 0", "tasks list", "'0'")]
    [InlineData("tasks list --limit -1", "tasks list", "'-1'")]
    [InlineData("account create --username ada --email a@example.org --password x --admin=perhaps", "account create", "'perhaps'")]
    [InlineData("account create --username ada --email a@example.org --password x --admin=false", "account create", "'false'")]
    [InlineData("journal rebuild --model gardens", "journal rebuild", "'counts' 'hashtags' 'notifications' 'statistics'")]
    public async Task Wrong_usage_gives_2_and_the_error_and_where_the_help_is(string line, string command, string named)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var run = (await PlazaProgram.RunAsync([.. Words(line), "--data", folder])).ShouldEndWith(2);

        var lines = run.Error.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2, run.Error);
        lines[0].ShouldContain(named);
        lines[0].ShouldNotContain("System.");
        lines[1].ShouldBe($"Run '{$"plaza {command}".TrimEnd()} --help' for its usage.");
        run.Output.ShouldBeEmpty();
        run.Error.ShouldNotContain("hunter2");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task The_version_can_be_printed() =>
        (await PlazaProgram.RunAsync("--version")).ShouldBeDone().Output.ShouldMatch(@"^\d+\.\d+\.\d+\n$");

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
