using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Plaza.Contracts.Ids;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// Reads and writes device cookies, which name the accounts that have logged in with a browser before. The server stores nothing; the cookie is
/// encrypted and signed with the server's keys. It grants nothing but a separate counter of failed logins.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider keys)
{
    private const int MaxAccounts = 8;
    private const int MaxCookieLength = 1_000;

    private readonly IDataProtector _protector = keys.CreateProtector("Plaza.Devices");

    /// <returns>A new device when the cookie is missing or invalid.</returns>
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

    /// <summary>The cookie of a device after a login of the account. Only the newest 8 accounts are kept.</summary>
    public string Write(KnownDevice device, AccountId account) => _protector.Protect(
        (device with { Accounts = [account, .. device.Accounts.Where(other => other != account).Take(MaxAccounts - 1)] }).ToString());
}

/// <param name="Id">A random id.</param>
/// <param name="Accounts">The accounts that have logged in with the device, newest first.</param>
internal sealed record KnownDevice(string Id, IReadOnlyList<AccountId> Accounts)
{
    public static KnownDevice New() => new(Secret.New(), []);

    public static KnownDevice Parse(string text) =>
        text.Split(' ') is [var id, .. var accounts] ? new(id, [.. accounts.Select(ReadAccount)]) : New();

    public override string ToString() => string.Join(' ', [Id, .. Accounts.Select(account => account.ToString())]);

    private static AccountId ReadAccount(string text) => AccountId.TryParse(text, out var account) ? account : default;
}
