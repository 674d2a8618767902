namespace Plaza.Mail.Gateway;

/// <summary>What the server answered: a code, and one or more lines of text without it.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestShown = 500;

    /// <summary>The parameters of an extension that the answer to EHLO offers, or nothing if it does not offer it.</summary>
    public string[]? Offer(string extension)
    {
        // Some old servers write AUTH=PLAIN.
        var offers = Lines.Skip(1)
            .Select(line => line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [var first, ..] && string.Equals(first, extension, StringComparison.OrdinalIgnoreCase))
            .ToList();

        return offers.Count == 0 ? null : [.. offers.SelectMany(words => words.Skip(1))];
    }

    /// <summary>Fit for a log or a page: one line, no control characters, not long.</summary>
    public override string ToString()
    {
        var shown = HeaderText.Clean($"{Code} {string.Join(' ', Lines)}");
        return shown.Length <= LongestShown ? shown : shown[..LongestShown];
    }
}
