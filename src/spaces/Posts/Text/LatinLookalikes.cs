using System.Collections.Frozen;

namespace Plaza.Posts.Text;

/// <summary>
/// Characters of other scripts that cannot be told from Latin letters or digits in many fonts: those of Unicode's confusables.txt (UTS 39), and
/// further ones that browsers treat alike.
/// </summary>
internal static class LatinLookalikes
{
    /// <summary>In Chromium's lists of whole-script confusables, but not in confusables.txt.</summary>
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
