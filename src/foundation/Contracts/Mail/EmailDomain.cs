using System.Globalization;
using System.Text.RegularExpressions;

namespace Plaza.Contracts.Mail;

/// <summary>The domain of an e-mail address in the form of DNS. Thread-safe.</summary>
public static partial class EmailDomain
{
    private const int MaxLength = 253;

    private static readonly IdnMapping Mapping = new() { UseStd3AsciiRules = true };

    /// <returns>The domain in ASCII, at most 253 characters, other letters as punycode (RFC 3492); null where it is invalid or not <see cref="IsUnambiguous"/>.</returns>
    public static string? ToAscii(string domain)
    {
        if (!IsUnambiguous(domain))
            return null;

        try
        {
            return Mapping.GetAscii(domain.ToLowerInvariant()) is { Length: > 0 and <= MaxLength } ascii && !ascii.EndsWith('.') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a domain consists of ASCII, or of letters of Latin, Greek, Cyrillic, Japanese, Chinese and Korean that IDNA (RFC 5892) accepts unchanged, in either case.
    /// Other letters need Unicode's normalization tables, which .NET lacks without ICU: such a domain must be entered in ASCII, beginning with <c>xn--</c>.
    /// </summary>
    public static bool IsUnambiguous(string domain) => Unambiguous().IsMatch(domain.ToLowerInvariant());

    [GeneratedRegex(@"^[\u0000-\u007fß-öø-ÿĀ-įıĴ-ľŁ-ňŊ-žά-ώа-џぁ-ゖァ-ヺー一-\u9fff가-힣]*\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Unambiguous();
}
