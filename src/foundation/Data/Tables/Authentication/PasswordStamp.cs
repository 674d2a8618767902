using System.Security.Cryptography;
using System.Text;

namespace Plaza.Data.Tables.Authentication;

/// <summary>Identifies a password hash without revealing it, so that a link for one password is invalid after the next change.</summary>
public static class PasswordStamp
{
    /// <returns>32 hexadecimal digits: SHA-256 is uniform, so half of it identifies the hash.</returns>
    public static string Of(string passwordHash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)))[..32];
}
