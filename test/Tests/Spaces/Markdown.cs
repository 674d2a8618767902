using System.Text.RegularExpressions;

namespace Plaza.Tests.Spaces;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The word after the fence, such as <c>csharp</c>.</param>
/// <param name="Text">The text between the fences, ending in a line break.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
internal sealed record Block(string Language, string Text, int Line);

/// <summary>Reads the fenced blocks of a page.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<Block> Blocks(string page) =>
    [
        .. Fences().Matches(page).Select(fence =>
            new Block(fence.Groups["language"].Value, fence.Groups["text"].Value, page[..fence.Index].Count(letter => letter is '\n') + 1)),
    ];

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fences();
}
