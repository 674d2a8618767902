using System.Text;
using Plaza.Contracts.Text;

namespace Plaza.Posts.Text;

/// <summary>Reads <c>#tag</c> by Mastodon's rules: words of any script, joined by inner dots or joiners, not digits only.</summary>
internal static class HashtagReader
{
    private const int MaxLength = 100;

    public static TextEntity Read(string text, int start)
    {
        var first = start + 1;
        var end = EndOfName(text, first);

        return end > first
            && MayFollow(Runes.Before(text, start))
            && IsName(text.AsSpan(first..end))
            && !text.AsSpan(end).StartsWith("://", StringComparison.Ordinal)
            ? new(EntityKind.Tag, start, end, end)
            : TextEntity.None(start, end);
    }

    /// <summary>A hashtag cannot begin inside a word, in the fragment of a URL, or in a character reference such as &amp;#39;.</summary>
    private static bool MayFollow(Rune? before) =>
        before is not { } rune || !(Runes.IsWord(rune) || rune.Value is '/' or ')' or '=' or '&');

    /// <summary>The name ends with its last letter or digit, since a joiner must join two parts. An emoji such as #️⃣ starts no name.</summary>
    private static int EndOfName(string text, int from)
    {
        var end = from;
        for (var at = from; Runes.At(text, at) is { } rune;)
        {
            var isWord = Runes.IsWord(rune);
            if (at == from ? !isWord || Runes.IsMark(rune) : !isWord && !Hashtag.IsJoiner(rune))
                break;

            at += rune.Utf16SequenceLength;
            if (isWord)
                end = at;
        }

        return end;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length > Hashtag.MaxLength || Graphemes.LengthOf(MaxLength, name) < name.Length)
            return false;

        var (hasDigit, hasLink) = (false, false);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Runes.IsLetter(rune))
                return true;

            hasDigit |= Runes.IsDigit(rune);
            hasLink |= Hashtag.IsJoiner(rune) || Runes.IsConnector(rune);
        }

        return hasDigit && hasLink;
    }
}
