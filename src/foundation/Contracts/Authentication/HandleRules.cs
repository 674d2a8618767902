namespace Plaza.Contracts.Authentication;

/// <summary>The syntax of handles: 1 to 30 of a–z, 0–9 and underscore, in either case.</summary>
public static class HandleRules
{
    /// <summary>Maximum length of a handle, in characters.</summary>
    public const int MaxLength = 30;

    /// <summary>Whether a handle may contain the character.</summary>
    public static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_';

    /// <summary>Whether the text has the syntax of a handle. Reserved handles are valid too.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!IsAllowed(character))
                return false;
        }

        return text.Length is > 0 and <= MaxLength;
    }
}
