using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Plaza.Mail.Gateway;

/// <summary>
/// An address as it may stand in an SMTP command and in a header: ASCII, without anything that could end either. The domain
/// goes as punycode; a local part beyond ASCII needs SMTPUTF8, which Plaza does not speak, and is refused.
/// </summary>
internal static partial class WireAddress
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 253;

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    public static string Of(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
            throw new UnsendableMailException($"'{HeaderText.Clean(address)}' is not an e-mail address.");

        return $"{LocalPart(address[..at], address)}@{Domain(address[(at + 1)..], address)}";
    }

    /// <summary>What stands after the @, in ASCII.</summary>
    public static string DomainOf(string address) => Of(address).Split('@')[^1];

    public static bool IsValid(string address)
    {
        try
        {
            Of(address);
            return true;
        }
        catch (UnsendableMailException)
        {
            return false;
        }
    }

    private static string LocalPart(string local, string address)
    {
        if (!Ascii.IsValid(local))
            throw new UnsendableMailException($"'{HeaderText.Clean(address)}' has letters beyond ASCII before the @; this server cannot write to such an address.");
        if (local.Length > LongestLocalPart || !Atoms.IsDotAtom(local))
            throw new UnsendableMailException($"'{HeaderText.Clean(address)}' is not an e-mail address: what stands before the @ is not allowed.");
        return local;
    }

    private static string Domain(string domain, string address)
    {
        var lower = domain.ToLowerInvariant();
        if (!OfOneSpelling().IsMatch(lower))
            throw new UnsendableMailException($"'{HeaderText.Clean(address)}' has a domain that this server cannot look up as it is written. Give it as it stands in DNS, beginning with xn--.");

        try
        {
            var ascii = Domains.GetAscii(lower);
            if (ascii.Length is > 0 and <= LongestDomain && !ascii.EndsWith('.') && Atoms.IsDotAtom(ascii))
                return ascii;
        }
        catch (ArgumentException)
        {
            // said below, together with what the mapping lets through
        }
        throw new UnsendableMailException($"'{HeaderText.Clean(address)}' is not an e-mail address: what stands after the @ is not a domain.");
    }

    /// <summary>
    /// ASCII, and letters of Latin, Greek, Cyrillic, Japanese, Chinese and Korean that IDNA (RFC 5892) takes as they are. Others have several spellings, of
    /// which the right one comes out of Unicode's tables of normalization, and those are not part of this program.
    /// </summary>
    [GeneratedRegex(@"^[\u0000-\u007fß-öø-ÿĀ-ıĴ-ľŁ-ňŊ-žά-ώа-џぁ-ゖァ-ヺー一-\u9fff가-힣]*\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex OfOneSpelling();
}
