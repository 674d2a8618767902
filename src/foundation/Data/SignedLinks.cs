using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Plaza.Contracts.Ids;

namespace Plaza.Data;

/// <summary>
/// Creates and reads the secret part of links in mails. Nothing is stored: the secret is account and detail, encrypted and signed with the
/// server's keys for one purpose.
/// </summary>
public sealed class SignedLinks(IDataProtectionProvider keys, TimeProvider clock)
{
    public string Create(LinkPurpose purpose, AccountId account, string detail, TimeSpan lifetime) =>
        For(purpose).Protect($"{(clock.GetUtcNow() + lifetime).ToUnixTimeSeconds()} {account} {detail}");

    /// <returns>Null when it is invalid or expired.</returns>
    public (AccountId Account, string Detail)? Read(LinkPurpose purpose, string secret)
    {
        if (TryUnprotect(For(purpose), secret) is not { } text)
            return ReadOlder(purpose, secret);

        var parts = text.Split(' ', 3);
        return long.Parse(parts[0], CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds() && AccountId.TryParse(parts[1], out var account)
            ? (account, parts[2])
            : null;
    }

    /// <summary>Links of version 0.1.0, whose expiry is inside the protected data; links to unsubscribe are valid for years.</summary>
    private (AccountId Account, string Detail)? ReadOlder(LinkPurpose purpose, string secret) =>
        TryUnprotect(For(purpose).ToTimeLimitedDataProtector(), secret)?.Split(' ', 2) is [var first, var detail] && AccountId.TryParse(first, out var account)
            ? (account, detail)
            : null;

    private static string? TryUnprotect(IDataProtector protector, string secret)
    {
        try
        {
            return protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(LinkPurpose purpose) => keys.CreateProtector($"Plaza.Links.{purpose}");
}

/// <summary>The purpose of a link; it is not valid for another.</summary>
public enum LinkPurpose
{
    ConfirmEmail,
    Unsubscribe,

    /// <summary>Detail: the <see cref="Tables.Authentication.PasswordStamp"/> of the password that it replaces.</summary>
    ResetPassword,

    /// <summary>Detail: the new address.</summary>
    ChangeEmail,
}
