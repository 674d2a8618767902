using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// Selects the counters of a login attempt (ADR 51). A browser that has logged in to the account before has a counter of its own, so that guesses
/// from elsewhere never lock the owner out. All other browsers share two counters: that of the given name, whose limit is reported (429) whether or
/// not the account exists, and that of the account under any of its names, whose limit is not reported: the response is that of a wrong password.
/// The first attempt of an hour over a limit is logged.
/// </summary>
internal sealed class LoginAttempts(AccountRepository accounts, LoginThrottle throttle, ILogger<LoginAttempts> logger)
{
    /// <summary>A rejection explains the limit from this attempt for a name on, whether or not the account exists.</summary>
    private const int FirstExplained = 5;

    private const string NameExhausted = "Too many logins have failed for this name. Try again in an hour, or in a browser that was logged in before.";

    /// <exception cref="RequestRejectedException">Too many attempts for this name, or from this browser, in this hour.</exception>
    public async ValueTask<LoginAttempt> BeginAsync(string name, KnownDevice device, string address, CancellationToken ct)
    {
        var byName = $"name:{name}";
        var attempts = 0;
        if (device.Accounts.Count is 0)
            attempts = CountUpToLimit(byName, address, NameInLog(null));

        var user = await accounts.FindAsync(name, ct);
        if (user is not null && device.Accounts.Contains(user.Account))
        {
            var byDevice = $"device:{device.Id}:{user.Account}";
            CountUpToLimit(byDevice, address, NameInLog(user));
            return new(user, IsOpen: true, [byDevice]);
        }

        if (device.Accounts.Count > 0)
            attempts = CountUpToLimit(byName, address, NameInLog(user));

        var byAccount = $"account:{user?.Account.ToString() ?? name}";
        var isOpen = Count(byAccount, address, NameInLog(user)) <= throttle.Limit;
        return new(user, isOpen, [byName, byAccount]) { IsRepeated = attempts >= FirstExplained };
    }

    /// <summary>Counts the attempt of a logged-in account to confirm its password.</summary>
    /// <exception cref="RequestRejectedException">Too many wrong passwords in this hour.</exception>
    public async ValueTask<LoginAttempt> BeginAsync(AccountId account, CancellationToken ct)
    {
        var bySelf = $"self:{account}";
        CountUpToLimit(bySelf, "a session", $"account {account}", "Too many wrong passwords. Try again in an hour.", null);
        return new(await accounts.FindAsync(account, ct), IsOpen: true, [bySelf]);
    }

    public void Succeeded(LoginAttempt attempt)
    {
        foreach (var subject in attempt.Counted)
            throttle.Uncount(subject);
    }

    /// <summary>The account of an attempt in the log. Any other name may be an e-mail address, or a password in the wrong field.</summary>
    public static string NameInLog(LoginAccount? user) => user is not null ? $"@{user.Handle}" : "a name that is not logged";

    private int CountUpToLimit(string subject, string address, string name, string reason = NameExhausted, string? field = "username") =>
        Count(subject, address, name) is var attempts && attempts <= throttle.Limit
            ? attempts
            : throw new RequestRejectedException(RejectionReason.TooManyRequests, reason, field);

    private int Count(string subject, string address, string name)
    {
        var attempts = throttle.Count(subject);
        if (attempts == throttle.Limit + 1)
            logger.LoginLimitReached(address, throttle.Limit, name);

        return attempts;
    }
}

/// <param name="User">Null when the user does not exist.</param>
/// <param name="IsOpen">False when the account is over its limit: every password is rejected.</param>
/// <param name="Counted">The subjects whose counters this attempt has incremented.</param>
internal sealed record LoginAttempt(LoginAccount? User, bool IsOpen, IReadOnlyList<string> Counted)
{
    /// <summary>Whether several attempts for the given name have failed in this hour, in browsers that were not logged in before.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The hash to compare with. Null takes the same time and always fails.</summary>
    public string? PasswordHash => IsOpen ? User?.PasswordHash : null;
}
