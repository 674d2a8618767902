using Plaza.Contracts;
using Plaza.Contracts.Mail;

namespace Plaza.Authentication.SigningUp;

/// <summary>Validates e-mail addresses of users: an <see cref="EmailAddress"/> that mail can be sent to, with a domain that has a dot.</summary>
internal static class Email
{
    /// <summary>The address in lower case, as it is stored.</summary>
    public static string Normalize(string text) => text.Trim().ToLowerInvariant();

    /// <summary>Why mail cannot be sent to a normalized address; null where it can.</summary>
    public static string? ErrorIn(string email) => EmailAddress.Check(email, out var ascii) switch
    {
        EmailAddressFault.None when HasPublicDomain(ascii!) => null,
        EmailAddressFault.LocalPartNotAscii => "This server cannot write to an address with letters beyond ASCII before the @.",
        EmailAddressFault.AmbiguousDomain => "This server cannot write to a domain in these letters. Give it as it stands in DNS, beginning with xn--.",
        _ => "This is not an e-mail address.",
    };

    /// <summary>Not a single label such as <c>localhost</c>, and not an IP address, whose last label is a number (RFC 1123 §2.1).</summary>
    private static bool HasPublicDomain(string address)
    {
        var labels = address[(address.LastIndexOf('@') + 1)..].Split('.');
        return labels.Length > 1 && labels[^1].Any(char.IsAsciiLetter);
    }
}
