using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// Decides whose count of attempts a login belongs to. A browser that logged in to the account before has its own, so that
/// strangers who guess slow down themselves and never lock the owner out. All others share that of the name as it was given, which
/// is told (429), whether or not such an account exists; and that of the account, under whatever name it was tried, which is not
/// told: to a stranger an account past its limit looks as if the password were wrong (ADR 51).
/// </summary>
internal sealed class LoginAttempts(AccountRepository accounts, LoginThrottle throttle)
{
    /// <exception cref="RequestRejectedException">This name, or this browser, was tried too often in this hour.</exception>
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

    /// <summary>Counts a password that somebody who is logged in gives once more.</summary>
    /// <exception cref="RequestRejectedException">It was wrong too often in this hour.</exception>
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
                RejectionReason.TooMany, "Too many logins have failed for this name. Try again in an hour, or in a browser that was logged in before.", "username");
        }
    }
}

/// <param name="User">Null where there is no such user.</param>
/// <param name="IsOpen">False when the account is past its limit: no password is right.</param>
/// <param name="Counted">The subjects with which it was counted.</param>
internal sealed record LoginAttempt(LoginAccount? User, bool IsOpen, IReadOnlyList<string> Counted)
{
    /// <summary>With what the password is compared; null compares as long, and fails.</summary>
    public string? PasswordHash => IsOpen ? User?.PasswordHash : null;
}
