using System.Buffers;

namespace Plaza.Mail.Gateway;

/// <summary>The characters that may stand in a header without quotes (RFC 5322, 3.2.3).</summary>
internal static class Atoms
{
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    public static bool IsAtom(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);

    /// <summary>Atoms with single dots between them.</summary>
    public static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('.'))
        {
            if (!IsAtom(text[part]))
                return false;
        }
        return true;
    }
}
