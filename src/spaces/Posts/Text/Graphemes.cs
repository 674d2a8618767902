using System.Globalization;

namespace Plaza.Posts.Text;

/// <summary>Counts grapheme clusters (user-perceived characters): a family emoji is one.</summary>
internal static class Graphemes
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++)
            text = text[StringInfo.GetNextTextElementLength(text)..];

        return count;
    }

    /// <summary>The length of the first <paramref name="count"/> graphemes, in <c>char</c>s.</summary>
    public static int LengthOf(int count, ReadOnlySpan<char> text)
    {
        var length = 0;
        for (; count > 0 && length < text.Length; count--)
            length += StringInfo.GetNextTextElementLength(text[length..]);

        return length;
    }
}
