using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Authentication;

/// <summary>The secret of a cookie, code, token or app: 256 random bits in base64url. Only its SHA-256 is stored.</summary>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Derives a secret from 256 random bits; the same bits give the same secret.</summary>
    public static string From(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"plaza secret {key}")));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool Matches(string secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
}
