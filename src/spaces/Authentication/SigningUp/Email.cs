using System.Net.Mail;
using System.Text;
using Plaza.Contracts;
using Plaza.Contracts.Mail;

namespace Plaza.Authentication.SigningUp;

/// <summary>The rules for e-mail addresses: something in ASCII before the @, a domain that can be looked up after it, at most 254 characters.</summary>
internal static class Email
{
    private const int Longest = 254;

    /// <returns>The address in lower case.</returns>
    /// <exception cref="RefusedException">It is no address, or none that mail can go to.</exception>
    public static string Parse(string text)
    {
        var email = text.Trim().ToLowerInvariant();
        var isAddress = email.Length is > 2 and <= Longest
            && !email.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            && MailAddress.TryCreate(email, out var address)
            && address.Address == email
            && address.Host.Trim('.', '[').Length == address.Host.Length;
        if (!isAddress)
            throw RefusedException.Invalid("email", "This is not an e-mail address.");

        var at = email.LastIndexOf('@');
        if (!Ascii.IsValid(email.AsSpan(0, at)))
            throw RefusedException.Invalid("email", "This server cannot write to an address with letters beyond ASCII before the @.");

        return MailDomain.IsOfOneSpelling(email[(at + 1)..])
            ? email
            : throw RefusedException.Invalid("email", "This server cannot write to a domain in these letters. Give it as it stands in DNS, beginning with xn--.");
    }
}
