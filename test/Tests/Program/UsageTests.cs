using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>How the program answers those who do not know it yet.</summary>
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
        help.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("account")]
    [InlineData("account create --username ada")]
    [InlineData("account delete --username ada")]
    [InlineData("account list --nonsense")]
    [InlineData("stats show --day yesterday")]
    [InlineData("stats show --day 2026-02-30")]
    [InlineData("stats show --day 9999-12-31")]
    [InlineData("stats show --day 0001-01-01")]
    [InlineData("stats recompute --from 9999-12-31 --to 9999-12-31")]
    [InlineData("tasks list --limit many")]
    [InlineData("tasks list --limit 99999999999")]
    [InlineData("tasks list --limit 0")]
    [InlineData("tasks list --limit -1")]
    [InlineData("account create --username ada --email a@example.org --password x --admin=perhaps")]
    [InlineData("journal rebuild --model gardens")]
    public async Task Wrong_usage_gives_2_and_says_what_is_wrong(string line)
    {
        var folder = Path.Combine(Path.GetTempPath(), "plaza-must-not-come-to-be");

        var run = (await PlazaProgram.RunAsync([.. Words(line), "--data", folder])).ShouldEndWith(2);

        run.Error.ShouldNotBeEmpty();
        run.Error.ShouldNotContain("System.");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task The_version_can_be_asked() =>
        (await PlazaProgram.RunAsync("--version")).ShouldBeDone().Output.ShouldMatch(@"^\d+\.\d+\.\d+\n$");

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
