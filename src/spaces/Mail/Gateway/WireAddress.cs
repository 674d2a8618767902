using System.Text;
using Plaza.Contracts.Mail;

namespace Plaza.Mail.Gateway;

/// <summary>
/// An address as it may stand in an SMTP command and in a header: ASCII, without anything that could end either. The domain
/// goes as punycode; a local part beyond ASCII needs SMTPUTF8, which Plaza does not speak, and is refused.
/// </summary>
internal static class WireAddress
{
    private const int LongestLocalPart = 64;

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
        if (!MailDomain.IsOfOneSpelling(domain))
            throw new UnsendableMailException($"'{HeaderText.Clean(address)}' has a domain that this server cannot look up as it is written. Give it as it stands in DNS, beginning with xn--.");

        return MailDomain.ToAscii(domain) is { } ascii && Atoms.IsDotAtom(ascii)
            ? ascii
            : throw new UnsendableMailException($"'{HeaderText.Clean(address)}' is not an e-mail address: what stands after the @ is not a domain.");
    }
}
