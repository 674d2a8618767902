using System.Text;

namespace Plaza.Posts.Text;

/// <summary>Reads a host by name, of at least two labels and in any script. Bare numbers and <c>localhost</c> are none.</summary>
internal static class HostReader
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>How much of the text is the host it starts with; 0 if it is none.</summary>
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

    /// <summary>In https://plaza.exampleを見て the sentence goes on right behind the host: no top level mixes ASCII with others.</summary>
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
