using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Plaza.Contracts.Mail;

/// <summary>
/// Checks e-mail addresses, for the forms that accept them and for the gateway that sends to them: the gateway can send to every
/// address that a form accepts. Narrower than RFC 5321: no quoted local parts and no address literals. Thread-safe.
/// </summary>
public static class EmailAddress
{
    /// <summary>Maximum length of an address in characters (RFC 5321, 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>Maximum length of the local part (before the @) (RFC 5321, 4.5.3.1.1).</summary>
    public const int MaxLocalPartLength = 64;

    private static readonly SearchValues<char> AtomCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    /// <summary>Checks an address. Never throws.</summary>
    /// <param name="address">Such as <c>ada@bücher.example</c>, without white space around it.</param>
    /// <param name="ascii">The address in the form of SMTP commands and headers, the domain as punycode; null where the address is invalid.</param>
    public static EmailAddressFault Check(string address, out string? ascii)
    {
        ascii = null;
        var at = address.LastIndexOf('@');
        if (at < 0 || address.Length > MaxLength)
            return EmailAddressFault.NotAnAddress;

        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (!Ascii.IsValid(local))
            return EmailAddressFault.LocalPartNotAscii;
        if (local.Length > MaxLocalPartLength || !IsDotAtom(local))
            return EmailAddressFault.InvalidLocalPart;
        if (!EmailDomain.IsUnambiguous(domain))
            return EmailAddressFault.AmbiguousDomain;
        if (EmailDomain.ToAscii(domain) is not { } asciiDomain || !IsDotAtom(asciiDomain))
            return EmailAddressFault.InvalidDomain;

        ascii = $"{local}@{asciiDomain}";
        return EmailAddressFault.None;
    }

    /// <summary>Whether a text consists of characters that need no quotes in a header (RFC 5322, 3.2.3).</summary>
    public static bool IsAtom(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(AtomCharacters);

    /// <summary>Whether a text consists of atoms with single dots between them.</summary>
    public static bool IsDotAtom([NotNullWhen(true)] string? text) => text is not null && text.Split('.').All(part => IsAtom(part));
}

/// <summary>The reason why mail cannot be sent to an address.</summary>
public enum EmailAddressFault
{
    /// <summary>The address is valid.</summary>
    None,

    /// <summary>There is no @, or the address is too long.</summary>
    NotAnAddress,

    /// <summary>Letters beyond ASCII before the @ need SMTPUTF8, which few mail servers support.</summary>
    LocalPartNotAscii,

    /// <summary>Quoted, empty, too long, or with characters that are not allowed before the @.</summary>
    InvalidLocalPart,

    /// <summary>The domain has several spellings in Unicode, or letters whose spelling is not checked here (<see cref="EmailDomain.IsUnambiguous"/>).</summary>
    AmbiguousDomain,

    /// <summary>No domain name of letters, digits and hyphens.</summary>
    InvalidDomain,
}
