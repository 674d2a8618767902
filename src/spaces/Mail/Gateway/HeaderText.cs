using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>Sanitizes text for a header field, so that it cannot start another field.</summary>
internal static class HeaderText
{
    /// <summary>Replaces each run of line breaks and other control characters by one space.</summary>
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
