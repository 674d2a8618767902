using Plaza.Contracts;
using Plaza.Contracts.Mail;

namespace Plaza.Authentication.SigningUp;

/// <summary>The e-mail addresses that users may have: those that mail can be sent to (<see cref="EmailAddress"/>), with a domain that has a dot.</summary>
internal static class Email
{
    /// <returns>The address in lower case.</returns>
    /// <exception cref="RequestRejectedException">Not an address, or none that mail can be sent to.</exception>
    public static string Parse(string text)
    {
        var email = text.Trim().ToLowerInvariant();

        return EmailAddress.Check(email, out var ascii) switch
        {
            EmailAddressFault.None when HasPublicDomain(ascii!) => email,
            EmailAddressFault.LocalPartNotAscii =>
                throw RequestRejectedException.Invalid("email", "This server cannot write to an address with letters beyond ASCII before the @."),
            EmailAddressFault.AmbiguousDomain =>
                throw RequestRejectedException.Invalid("email", "This server cannot write to a domain in these letters. Give it as it stands in DNS, beginning with xn--."),
            _ => throw RequestRejectedException.Invalid("email", "This is not an e-mail address."),
        };
    }

    /// <summary>Not a single label such as <c>localhost</c>, and not an IP address, whose last label is a number (RFC 1123 §2.1).</summary>
    private static bool HasPublicDomain(string address)
    {
        var labels = address[(address.LastIndexOf('@') + 1)..].Split('.');
        return labels.Length > 1 && labels[^1].Any(char.IsAsciiLetter);
    }
}
