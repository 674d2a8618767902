using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// Selects the counters of a login attempt. A browser that logged in to the account before has its own, so that guesses from elsewhere never
/// lock the owner out. All others share the counter of the given name, whose limit is reported (429) whether or not the account exists, and
/// that of the account under any of its names, whose limit is not reported: the response is that of a wrong password (ADR 51).
/// </summary>
internal sealed class LoginAttempts(AccountRepository accounts, LoginThrottle throttle)
{
    /// <exception cref="RequestRejectedException">Too many attempts for this name, or from this browser, in this hour.</exception>
    public async ValueTask<LoginAttempt> BeginAsync(string name, KnownDevice device, CancellationToken ct)
    {
        var byName = $"name:{name}";
        if (device.Accounts.Count is 0)
            Count(byName);

        var user = await accounts.FindAsync(name, ct);
        if (user is not null && device.Accounts.Contains(user.Account))
        {
            var byDevice = $"device:{device.Id}:{user.Account}";
            Count(byDevice);
            return new(user, IsOpen: true, [byDevice]);
        }

        if (device.Accounts.Count > 0)
            Count(byName);

        var byAccount = $"account:{user?.Account.ToString() ?? name}";
        return new(user, throttle.TryCount(byAccount), [byName, byAccount]);
    }

    /// <summary>Counts the attempt of a logged-in account to confirm its password.</summary>
    /// <exception cref="RequestRejectedException">Too many wrong passwords in this hour.</exception>
    public async ValueTask<LoginAttempt> BeginAsync(AccountId account, CancellationToken ct)
    {
        var bySelf = $"self:{account}";
        Count(bySelf);
        return new(await accounts.FindAsync(account, ct), IsOpen: true, [bySelf]);
    }

    public void Succeeded(LoginAttempt attempt)
    {
        foreach (var subject in attempt.Counted)
            throttle.Uncount(subject);
    }

    private void Count(string subject)
    {
        if (!throttle.TryCount(subject))
        {
            throw new RequestRejectedException(
                RejectionReason.TooManyRequests, "Too many logins have failed for this name. Try again in an hour, or in a browser that was logged in before.", "username");
        }
    }
}

/// <param name="User">Null where there is no such user.</param>
/// <param name="IsOpen">False when the account is over its limit: every password is rejected.</param>
/// <param name="Counted">The subjects under which it was counted.</param>
internal sealed record LoginAttempt(LoginAccount? User, bool IsOpen, IReadOnlyList<string> Counted)
{
    /// <summary>The hash to compare with; null takes the same time, and fails.</summary>
    public string? PasswordHash => IsOpen ? User?.PasswordHash : null;
}
