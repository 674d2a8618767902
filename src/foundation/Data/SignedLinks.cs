using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Plaza.Contracts.Ids;

namespace Plaza.Data;

/// <summary>
/// Makes the secret part of links that stand in mails, and reads them back. Nothing is stored: the secret is the account,
/// sealed with the server's keys for one purpose.
/// </summary>
public sealed class SignedLinks(IDataProtectionProvider keys)
{
    public string Make(LinkPurpose purpose, AccountId account, string detail, TimeSpan lifetime) =>
        For(purpose).Protect($"{account} {detail}", lifetime);

    /// <returns>Null when it is none of ours, or too old.</returns>
    public (AccountId Account, string Detail)? Read(LinkPurpose purpose, string secret)
    {
        try
        {
            var parts = For(purpose).Unprotect(secret).Split(' ', 2);
            return AccountId.TryParse(parts[0], out var account) ? (account, parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector For(LinkPurpose purpose) =>
        keys.CreateProtector($"Plaza.Links.{purpose}").ToTimeLimitedDataProtector();
}

/// <summary>What a link is good for; one made for one is worth nothing for another.</summary>
public enum LinkPurpose
{
    ConfirmEmail,
    Unsubscribe,
}
