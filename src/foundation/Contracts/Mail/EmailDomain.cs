using System.Globalization;
using System.Text.RegularExpressions;

namespace Plaza.Contracts.Mail;

/// <summary>The domain of an e-mail address as DNS knows it. Safe to use from any thread.</summary>
public static partial class EmailDomain
{
    private const int MaxLength = 253;

    private static readonly IdnMapping Mapping = new() { UseStd3AsciiRules = true };

    /// <returns>The domain in ASCII, at most 253 characters, beyond ASCII as punycode (RFC 3492); null where it is none, or <see cref="IsUnambiguous"/> is not.</returns>
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
    /// ASCII, or letters of Latin, Greek, Cyrillic, Japanese, Chinese and Korean that IDNA (RFC 5892) takes as they are, large or small. Which spelling of others is
    /// the right one comes out of Unicode's tables of normalization, which are not part of this program: such a domain has to be given in ASCII, beginning with <c>xn--</c>.
    /// </summary>
    public static bool IsUnambiguous(string domain) => Unambiguous().IsMatch(domain.ToLowerInvariant());

    [GeneratedRegex(@"^[\u0000-\u007fß-öø-ÿĀ-įıĴ-ľŁ-ňŊ-žά-ώа-џぁ-ゖァ-ヺー一-\u9fff가-힣]*\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Unambiguous();
}
