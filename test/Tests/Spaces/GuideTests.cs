using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Plaza.Tests.Architecture;

namespace Plaza.Tests.Spaces;

/// <summary>Every code block of the guide compiles and prints the output shown after it.</summary>
public sealed class GuideTests : IDisposable
{
    /// <summary>The start of the first block, implied for the others.</summary>
    private const string Beginning =
        """
        await using var services = new ServiceCollection().AddLogging().AddSpaces().BuildServiceProvider();
        var bus = services.GetRequiredService<IEventBus>();
        """;

    private static readonly IReadOnlyList<Block> Guide = Markdown.Blocks(File.ReadAllText(Solution.Path("docs/spaces.md")));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-guide-");

    /// <summary>The lines of the code blocks.</summary>
    public static TheoryData<int> Pieces => [.. Guide.Where(block => block.Language is "csharp").Select(block => block.Line)];

    [Theory, MemberData(nameof(Pieces))]
    public async Task A_piece_of_the_guide_compiles_and_prints_the_output_shown_behind_it(int line)
    {
        var piece = Guide.Single(block => block.Line == line);
        var shown = Guide.SkipWhile(block => block != piece).Skip(1).FirstOrDefault() is { Language: "text" } next ? next.Text : "";
        var program = Program(piece);

        var compiled = UserCodeCompiler.Of("Piece", program is null ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, [TypesBefore(piece), program ?? piece.Text]);

        compiled.Faults().ShouldBeEmpty(program);
        if (program is not null)
            (await ProcessRunner.AsProgramAsync(compiled, _folder)).ShouldBe(shown);
    }

    [Fact]
    public void The_guide_begins_as_these_tests_have_it_begin() =>
        Guide.First(block => block.Language is "csharp").Text.ShouldContain(Beginning);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <returns>Null for a block that is only declared for later ones.</returns>
    private static string? Program(Block piece)
    {
        var root = Parsed(piece);
        if (!root.Members.OfType<GlobalStatementSyntax>().Any())
            return null;

        var hasBus = root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(variable => variable.Identifier.Text is "bus");
        var below = root.Usings.FullSpan.IsEmpty ? 0 : root.Usings.FullSpan.End;
        return hasBus ? piece.Text : piece.Text.Insert(below, Beginning + "\n");
    }

    /// <summary>The declarations of earlier blocks.</summary>
    private static string TypesBefore(Block piece) => string.Concat(Guide
        .TakeWhile(block => block != piece)
        .Where(block => block.Language is "csharp")
        .SelectMany(block => Parsed(block).Members.Where(member => member is not GlobalStatementSyntax))
        .Select(type => type.ToFullString()));

    private static CompilationUnitSyntax Parsed(Block piece) => CSharpSyntaxTree.ParseText(piece.Text).GetCompilationUnitRoot();
}
