using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Plaza.Contracts.Authentication;

namespace Plaza.Authentication.Apps;

/// <summary>PKCE (RFC 7636). Only the method S256 is accepted.</summary>
internal static class CodeChallenge
{
    private const int Length = 43;

    /// <returns>The challenge, or null when none was sent.</returns>
    /// <exception cref="OAuthException">The method is not S256, or the challenge is not a SHA-256 in base64url.</exception>
    public static string? Parse(string? challenge, string? method)
    {
        if (string.IsNullOrEmpty(challenge))
            return string.IsNullOrEmpty(method) ? null : throw new OAuthException("invalid_request", "A code_challenge_method needs a code_challenge.");

        return method is "S256" && challenge.Length is Length && challenge.All(IsUnreserved)
            ? challenge
            : throw new OAuthException("invalid_request", "The code_challenge_method must be S256, and the code_challenge 43 characters of base64url.");
    }

    /// <summary>A verifier is required if a challenge was sent, and rejected otherwise.</summary>
    public static bool IsMet(string? challenge, string? verifier) =>
        challenge is null
            ? string.IsNullOrEmpty(verifier)
            : verifier is { Length: >= 43 and <= 128 } && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(challenge),
                Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))));

    private static bool IsUnreserved(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
