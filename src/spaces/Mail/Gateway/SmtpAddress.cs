using Plaza.Contracts.Mail;

namespace Plaza.Mail.Gateway;

/// <summary>Converts an address to the ASCII form used in SMTP commands and headers (<see cref="EmailAddress"/>).</summary>
internal static class SmtpAddress
{
    /// <exception cref="UnsendableMailException">Mail cannot be sent to the address; the message has the reason.</exception>
    public static string Of(string address) => EmailAddress.Check(address, out var ascii) switch
    {
        EmailAddressFault.None => ascii!,
        EmailAddressFault.LocalPartNotAscii => throw Unsendable(address, "has letters beyond ASCII before the @; this server cannot write to such an address."),
        EmailAddressFault.AmbiguousDomain => throw Unsendable(
            address, "has a domain that this server cannot look up as it is written. Give it as it stands in DNS, beginning with xn--."),
        EmailAddressFault.InvalidLocalPart => throw Unsendable(address, "is not an e-mail address: what stands before the @ is not allowed."),
        EmailAddressFault.InvalidDomain => throw Unsendable(address, "is not an e-mail address: what stands after the @ is not a domain."),
        _ => throw Unsendable(address, "is not an e-mail address."),
    };

    /// <summary>The domain of a valid address, in ASCII.</summary>
    public static string DomainOf(string address) => Of(address).Split('@')[^1];

    public static bool IsValid(string address) => EmailAddress.Check(address, out _) is EmailAddressFault.None;

    private static UnsendableMailException Unsendable(string address, string why) => new($"'{HeaderText.Sanitize(address)}' {why}");
}

/// <summary>The message cannot be written within the standards. A gateway returns it as <see cref="MailOutcome.Rejected"/>.</summary>
internal sealed class UnsendableMailException(string why) : Exception(why);
