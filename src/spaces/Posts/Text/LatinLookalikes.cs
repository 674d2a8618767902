using System.Collections.Frozen;

namespace Plaza.Posts.Text;

/// <summary>
/// Characters of other scripts that many fonts draw like Latin letters or digits: those of Unicode's confusables.txt (UTS 39), and some more.
/// </summary>
internal static class LatinLookalikes
{
    /// <summary>Additional letters that look like Latin ones in common fonts.</summary>
    private const string Further = "ωпъѐёїѝґэլյւ";

    private static readonly FrozenSet<char> All = Read();

    /// <summary>Whether the text has characters beyond ASCII, and only those that look like ASCII ones.</summary>
    public static bool ImitateAscii(ReadOnlySpan<char> text)
    {
        var isAscii = true;
        foreach (var character in text)
        {
            if (char.IsAscii(character))
                continue;

            isAscii = false;
            if (!All.Contains(character))
                return false;
        }

        return !isAscii;
    }

    private static FrozenSet<char> Read()
    {
        using var reader = new StreamReader(typeof(LatinLookalikes).Assembly.GetManifestResourceStream("latin-lookalikes.txt")!);
        var characters = new HashSet<char>(Further);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] is not '#')
                characters.UnionWith(line);
        }

        return characters.ToFrozenSet();
    }
}
