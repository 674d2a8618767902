using System.Text.RegularExpressions;

namespace Plaza.Tests.Architecture;

/// <summary>The code and the tests that the documentation names exist.</summary>
public sealed partial class DocumentationTests
{
    /// <summary>The name of each file with, of sources, its text.</summary>
    private static readonly Lazy<List<string>> Texts = new(() => [.. Solution.Files("src", "*.*").Concat(Solution.Files("test", "*.cs"))
        .Select(file => $"{Path.GetFileName(file)} {(Path.GetExtension(file) is ".cs" or ".targets" ? File.ReadAllText(file) : "")}")]);

    private static readonly Lazy<HashSet<string>> Identifiers = new(() => [.. Texts.Value.SelectMany(IdentifiersIn)]);

    [Fact]
    public void What_a_decision_is_enforced_by_exists()
    {
        var named = (
            from page in Directory.EnumerateFiles(Solution.Path("docs/decisions"), "*.md")
            from line in File.ReadLines(page)
            where line.StartsWith("**Enforced by**", StringComparison.Ordinal)
            from name in CodeIn(line)
            select (Page: Path.GetFileName(page), Name: name)).ToList();

        named.Count.ShouldBeGreaterThan(80);
        named.Where(one => !Exists(one.Name, "")).ShouldBeEmpty();
    }

    [Fact]
    public void The_places_and_tests_in_the_tables_of_patterns_exist()
    {
        var rows = File.ReadLines(Solution.Path("docs/patterns.md")).Where(line => Row().IsMatch(line)).Select(line => line.Split('|')).ToList();

        rows.Count.ShouldBeGreaterThan(40);
        rows.SelectMany(row => CodeIn(row[3]).Where(name => !name.StartsWith('/') && !Exists(name, "src"))).ShouldBeEmpty();
        rows.SelectMany(row => CodeIn(row[4]).Where(name => !Exists(name, "test/Tests"))).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_does_not_exist_is_found()
    {
        Exists("test/Tests/Security", "").ShouldBeTrue();
        Exists("bench/server --rows memory", "").ShouldBeTrue();
        Exists("Security", "test/Tests").ShouldBeTrue();
        Exists("DocumentationTests", "").ShouldBeTrue();
        Exists("DocumentationTests.cs", "").ShouldBeTrue();
        Exists("DocumentationTests.Exists", "").ShouldBeTrue();
        Exists(nameof(A_name_that_does_not_exist_is_found), "").ShouldBeTrue();

        Exists("test/Tests/Architecture/DocumentationTests", "").ShouldBeFalse();
        Exists("Architecture/DocumentationTests.cs", "").ShouldBeFalse();
        Exists($"DocumentationTests.{"Begin"}Async", "").ShouldBeFalse();
        Exists("Audience.Includes", "").ShouldBeFalse();
        Exists($"No_test_{"has"}_this_name", "").ShouldBeFalse();
    }

    /// <summary>
    /// A path from the root, or below <paramref name="folder"/>, with or without arguments; or an identifier in a source, a member of a type, or a source's name.
    /// </summary>
    private static bool Exists(string name, string folder)
    {
        var path = name.Split(' ')[0];
        return Path.Exists(Solution.Path(path))
            || Path.Exists(Solution.Path(Path.Combine(folder, path)))
            || (!path.Contains('/', StringComparison.Ordinal) && (path.StartsWith('-') || path.Split('.').All(Identifiers.Value.Contains)) && IsMemberOfItsType(path.Split('.')));
    }

    private static bool IsMemberOfItsType(string[] names) => names is not [var type, var member] || !char.IsUpper(member[0])
        || Texts.Value.Any(text => text.Contains(type, StringComparison.Ordinal)
            && Declarations().Matches(text).Any(declared => declared.Groups["type"].Value == type) && IdentifiersIn(text).Contains(member));

    private static IEnumerable<string> IdentifiersIn(string text) => Identifier().Matches(text).Select(match => match.Value);

    private static IEnumerable<string> CodeIn(string text) => Code().Matches(text).Select(match => match.Groups["code"].Value);

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) (?<type>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^\| [A-D]\d", RegexOptions.None, 1000)]
    private static partial Regex Row();
}
