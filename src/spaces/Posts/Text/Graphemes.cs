using System.Globalization;

namespace Plaza.Posts.Text;

/// <summary>Characters as readers see them: a family emoji is one.</summary>
internal static class Graphemes
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++)
            text = text[StringInfo.GetNextTextElementLength(text)..];

        return count;
    }

    /// <summary>How many <c>char</c>s the first <paramref name="count"/> of them take.</summary>
    public static int LengthOf(int count, ReadOnlySpan<char> text)
    {
        var length = 0;
        for (; count > 0 && length < text.Length; count--)
            length += StringInfo.GetNextTextElementLength(text[length..]);

        return length;
    }
}
