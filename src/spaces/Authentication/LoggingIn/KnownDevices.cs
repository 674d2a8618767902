using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Plaza.Contracts.Ids;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// Reads and writes device cookies: which accounts have logged in with a browser before. Nothing is stored; the cookie is
/// encrypted and signed with the server's keys. It grants nothing but a counter of failed logins of its own.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider keys)
{
    private const int MaxAccounts = 8;
    private const int MaxCookieLength = 1_000;

    private readonly IDataProtector _protector = keys.CreateProtector("Plaza.Devices");

    /// <returns>A new device where the cookie is missing or not ours.</returns>
    public KnownDevice Read(string? cookie)
    {
        try
        {
            return cookie is { Length: > 0 and <= MaxCookieLength } ? KnownDevice.Parse(_protector.Unprotect(cookie)) : KnownDevice.New();
        }
        catch (CryptographicException)
        {
            return KnownDevice.New();
        }
    }

    /// <summary>The cookie of a device with which the account has logged in too; of many accounts the newest 8 count.</summary>
    public string Write(KnownDevice device, AccountId account) => _protector.Protect(
        (device with { Accounts = [account, .. device.Accounts.Where(other => other != account).Take(MaxAccounts - 1)] }).ToString());
}

/// <param name="Id">Random.</param>
/// <param name="Accounts">Those that have logged in with it, the newest first.</param>
internal sealed record KnownDevice(string Id, IReadOnlyList<AccountId> Accounts)
{
    public static KnownDevice New() => new(Secret.New(), []);

    public static KnownDevice Parse(string text) =>
        text.Split(' ') is [var id, .. var accounts] ? new(id, [.. accounts.Select(ReadAccount)]) : New();

    public override string ToString() => string.Join(' ', [Id, .. Accounts.Select(account => account.ToString())]);

    private static AccountId ReadAccount(string text) => AccountId.TryParse(text, out var account) ? account : default;
}
