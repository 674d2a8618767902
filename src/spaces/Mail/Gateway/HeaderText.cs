using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>Text made fit for one header field: whatever could begin a second one is gone.</summary>
internal static class HeaderText
{
    /// <summary>Every run of line ends and other control characters becomes one space.</summary>
    public static string Sanitize(string text)
    {
        var clean = new StringBuilder(text.Length);
        var before = ' ';

        foreach (var character in text)
        {
            var safe = char.IsControl(character) || character is '\u2028' or '\u2029';
            if (safe && before == ' ')
                continue;
            before = safe ? ' ' : character;
            clean.Append(before);
        }
        return clean.ToString().Trim();
    }
}
