using System.Globalization;
using System.Text;
using Plaza.Contracts.Text;

namespace Plaza.Tests.Posts.Text;

/// <summary>Unicode's conformance test of normalization (NormalizationTest.txt), from Debian's unicode-data.</summary>
[Trait("Speed", "slow")]
public sealed class FoldedTextTests
{
    private const string Official = "/usr/share/unicode/NormalizationTest.txt.bz2";

    [Fact]
    public void All_that_Unicodes_test_calls_equal_under_NFKC_is_equal_and_nothing_is_left_unnormalized()
    {
        Assert.SkipUnless(File.Exists(Official), "eng/install-test-needs installs Debian's unicode-data");
        var lines = 0;
        foreach (var line in Read().Select(line => line.Split('#')[0]).Where(line => line.Contains(';', StringComparison.Ordinal)))
        {
            var columns = line.Split(';').Take(5).Select(Text).ToList();
            var folded = FoldedText.Of(columns[3]);

            columns.ShouldAllBe(column => FoldedText.Of(column) == folded, line);
            if (!columns[3].EnumerateRunes().Any(HasCase))
                folded.ShouldBe(columns[3], line);

            lines++;
        }

        lines.ShouldBeGreaterThan(18_000);
    }

    private static bool HasCase(Rune rune) => rune.Value is 0x345 || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static string Text(string column) =>
        string.Concat(column.Trim().Split(' ').Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    private static IEnumerable<string> Read()
    {
        using var bzip = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bzip2", ["-dc", Official]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        while (bzip.StandardOutput.ReadLine() is { } line)
            yield return line;
    }
}
