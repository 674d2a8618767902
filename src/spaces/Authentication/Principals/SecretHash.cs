using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Authentication.Principals;

/// <summary>The hash of a secret and the kind of the secret. Computed without allocation.</summary>
internal readonly record struct SecretHash(UInt128 High, UInt128 Low, bool IsSession)
{
    public static SecretHash Of(string secret, bool isSession)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(secret.Length)];
        Span<UInt128> hash = stackalloc UInt128[SHA256.HashSizeInBytes / 16];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(secret, bytes)], MemoryMarshal.AsBytes(hash));
        return new(hash[0], hash[1], isSession);
    }

    /// <summary>SHA-256 is uniform: 128 of its bits are a good hash code.</summary>
    public override int GetHashCode() => Low.GetHashCode();
}
