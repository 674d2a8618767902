using System.Text;

namespace Plaza.Posts.Text;

/// <summary>Reads a host name of at least two labels, in any script. Plain numbers and <c>localhost</c> are not host names.</summary>
internal static class HostReader
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>The length of the host name at the start of the text; 0 if there is none.</summary>
    public static int EndOf(ReadOnlySpan<char> text)
    {
        var host = CutTopLevel(text[..EndOfRun(text)].TrimEnd(".-_"));
        return host.Length <= MaxLength && IsHost(host) ? host.Length : 0;
    }

    private static int EndOfRun(ReadOnlySpan<char> text)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Runes.IsWord(rune) && rune.Value is not ('-' or '.'))
                break;

            end += rune.Utf16SequenceLength;
        }

        return end;
    }

    /// <summary>
    /// In https://plaza.exampleを見て the host is followed by text without a space: no top-level domain mixes ASCII with other scripts.
    /// </summary>
    private static ReadOnlySpan<char> CutTopLevel(ReadOnlySpan<char> host)
    {
        var top = host.LastIndexOf('.') + 1;
        if (top == host.Length || !char.IsAsciiLetter(host[top]))
            return host;

        var other = host[top..].IndexOfAnyExceptInRange('\0', '\x7F');
        return other < 0 ? host : host[..(top + other)].TrimEnd("-_");
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        foreach (var label in host.Split('.'))
        {
            if (!IsLabel(host[label]))
                return false;
        }

        return host.LastIndexOf('.') is var dot and > 0 && IsTopLevel(host[(dot + 1)..]);
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] is not '-' && label[^1] is not '-';

    private static bool IsTopLevel(ReadOnlySpan<char> label) =>
        label.Length > 1 && !label.Contains('_') && Rune.GetRuneAt(label.ToString(), 0) is var first && Rune.IsLetter(first);
}
