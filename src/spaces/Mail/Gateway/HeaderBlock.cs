using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>The header of a message, folded into lines of at most 76 characters wherever there is a blank to fold at.</summary>
internal sealed class HeaderBlock
{
    private const int LongestLine = 76;
    private const int LongestPlainWord = 60;
    private const int LongestWord = 990; // 998 is the end of what servers must take

    private readonly StringBuilder _written = new();

    /// <summary>A field that is text for people: in words as it is where possible, else encoded.</summary>
    public void AddText(string name, string text)
    {
        var clean = HeaderText.Clean(text);
        Add(name, GoesPlain(clean) ? clean.Split(' ') : EncodedWords.Of(clean, RoomAfter(name)));
    }

    public void AddMailbox(string name, Mailbox mailbox)
    {
        var address = WireAddress.Of(mailbox.Address);
        var shown = HeaderText.Clean(mailbox.Name ?? "");

        Add(name, shown.Length == 0 ? [address] : [.. Phrase(shown, RoomAfter(name)), $"<{address}>"]);
    }

    /// <summary>A field for machines, in ASCII.</summary>
    public void AddAscii(string name, string value)
    {
        var clean = HeaderText.Clean(value);
        if (clean.Length == 0 || !Ascii.IsValid(clean))
            throw new UnsendableMailException($"The header field {name} must be in ASCII and not empty.");

        Add(name, clean.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A field that some readers do not find on a second line.</summary>
    public void AddUnfolded(string name, string value) => _written.Append(name).Append(": ").Append(value).Append("\r\n");

    public override string ToString() => _written.ToString();

    private static IEnumerable<string> Phrase(string name, int room)
    {
        if (GoesPlain(name) && name.Split(' ').All(word => Atoms.IsAtom(word)))
            return name.Split(' ');
        if (Ascii.IsValid(name) && name.Length <= LongestPlainWord && !name.Contains("=?", StringComparison.Ordinal))
            return [$"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""];
        return EncodedWords.Of(name, room);
    }

    /// <summary>Not what a reader would take for an encoded word, and nothing that folding could change.</summary>
    private static bool GoesPlain(string text) =>
        Ascii.IsValid(text)
        && !text.Contains("=?", StringComparison.Ordinal)
        && !text.Contains("  ", StringComparison.Ordinal)
        && text.Split(' ').All(word => word.Length <= LongestPlainWord);

    private static int RoomAfter(string name) => LongestLine - name.Length - 2;

    private void Add(string name, IReadOnlyList<string> words)
    {
        _written.Append(name).Append(':');
        var column = name.Length + 1;

        foreach (var word in words)
        {
            if (word.Length > LongestWord)
                throw new UnsendableMailException($"The header field {name} is too long.");
            var first = column == name.Length + 1;
            var helps = !first || 1 + word.Length <= LongestLine;
            if (column + 1 + word.Length > LongestLine && helps)
            {
                _written.Append("\r\n");
                column = 0;
            }
            _written.Append(' ').Append(word);
            column += 1 + word.Length;
        }
        _written.Append("\r\n");
    }
}
