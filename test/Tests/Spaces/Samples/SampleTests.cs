using Plaza.Tests.Architecture;

namespace Plaza.Tests.Spaces.Samples;

public sealed class SampleTests
{
    public static TheoryData<string> Samples => [.. Solution.Folders("samples")];

    [Theory, MemberData(nameof(Samples))]
    public async Task A_sample_prints_the_output_in_its_readme(string sample)
    {
        var shown = Markdown.Blocks(await File.ReadAllTextAsync(Solution.Path($"samples/{sample}/README.md"))).Single(block => block.Language is "text");

        var said = await ProcessRunner.AsProgramAsync(Built(sample));

        said.ShouldBe(shown.Text);
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_is_run_by_the_command_in_its_readme(string sample) =>
        Markdown.Blocks(File.ReadAllText(Solution.Path($"samples/{sample}/README.md")))
            .Single(block => block.Language is "sh").Text.ShouldBe($"dotnet run --project samples/{sample}\n");

    /// <summary>Built beside these tests, in the same configuration.</summary>
    private static string Built(string sample)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(tests.Parent!.Parent!.FullName, sample, tests.Name, $"Plaza.{sample}.dll");
    }
}
