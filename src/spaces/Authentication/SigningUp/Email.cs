using System.Net.Mail;
using Plaza.Contracts;

namespace Plaza.Authentication.SigningUp;

/// <summary>The rules for e-mail addresses: something before the @, a domain after it, at most 254 characters.</summary>
internal static class Email
{
    private const int Longest = 254;

    /// <returns>The address in lower case.</returns>
    /// <exception cref="RefusedException">It is no address.</exception>
    public static string Parse(string text)
    {
        var email = text.Trim().ToLowerInvariant();
        var isAddress = email.Length is > 2 and <= Longest
            && !email.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            && MailAddress.TryCreate(email, out var address)
            && address.Address == email
            && address.Host.Trim('.', '[').Length == address.Host.Length;

        return isAddress ? email : throw RefusedException.Invalid("email", "This is not an e-mail address.");
    }
}
