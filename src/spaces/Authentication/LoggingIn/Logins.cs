using Microsoft.AspNetCore.Identity;
using Plaza.Authentication.SigningUp;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Spaces.Events;

namespace Plaza.Authentication.LoggingIn;

/// <summary>Sessions of browsers, and the password that starts them.</summary>
internal sealed class Logins(
    AccountRepository accounts,
    SessionRepository sessions,
    AccountAccess access,
    Passwords passwords,
    KnownDevices devices,
    LoginAttempts attempts,
    Committer committer,
    IEventBus bus)
{
    private const int MaxUserAgentLength = 200;

    /// <summary>As long as an e-mail address may be. What is longer names nobody, and is not counted.</summary>
    private const int MaxNameLength = 254;

    public async ValueTask<LoginResult> LogInAsync(LogIn order, CancellationToken ct)
    {
        var name = order.Name.Trim().TrimStart('@').ToLowerInvariant();
        if (name.Length > MaxNameLength)
            throw WrongCredentials();

        var device = devices.Read(order.Device);
        var attempt = await attempts.BeginAsync(name, device, ct);
        var verdict = await passwords.VerifyAsync(attempt.PasswordHash, order.Password, ct);

        if (attempt.User is not { } user || verdict is PasswordVerificationResult.Failed)
        {
            bus.Publish(new LoginFailed(attempt.User?.Account));
            throw WrongCredentials();
        }

        attempts.Succeeded(attempt);

        if (user.IsSuspended)
            throw new RequestRejectedException(RejectionReason.Forbidden, "This account is suspended. Ask the operator of this place why.", "username");

        var rehashed = verdict is PasswordVerificationResult.SuccessRehashNeeded ? await passwords.HashAsync(order.Password, ct) : null;
        var started = await committer.CommitAsync(
            commit =>
            {
                // The password may have been changed, or the account suspended, since it was looked up.
                if (!accounts.IsUnchanged(commit, user))
                    throw WrongCredentials();

                if (rehashed is not null)
                    accounts.SetPassword(commit, user.Account, rehashed);

                if (order.Replaces is { } old)
                    End(commit, old, null);

                return Start(commit, user.Account, order.UserAgent);
            },
            ct);

        return started with { Device = devices.Write(device, user.Account) };
    }

    public async ValueTask<bool> LogOutAsync(LogOut order, CancellationToken ct) =>
        await committer.CommitAsync(commit => End(commit, order.Session, null), ct);

    public async ValueTask<bool> EndAsync(EndSession order, CancellationToken ct) =>
        await committer.CommitAsync(commit => End(commit, order.Session, order.Account), ct);

    public async ValueTask<bool> CheckAsync(VerifyPassword question, CancellationToken ct) =>
        await VerifyAsync(question.Account, question.Password, ct) is not null;

    public async ValueTask<LoginResult?> ChangePasswordAsync(ChangePassword order, CancellationToken ct)
    {
        var user = await VerifyAsync(order.Account, order.Current, ct) ?? throw WrongPassword();
        Passwords.Check(order.New, user.Handle, "new_password");
        var hash = await passwords.HashAsync(order.New, ct);

        return await committer.CommitAsync(
            commit =>
            {
                // Another change, or a suspension, may have been committed since the password was verified.
                if (!accounts.IsUnchanged(commit, user))
                    throw WrongPassword();

                return access.ChangePassword(commit, order.Account, hash).Find(one => one.Session == order.Session) is { UserAgent: { } browser } ? Start(commit, order.Account, browser) : null;
            },
            ct);
    }

    /// <summary>Checks the password of somebody who is logged in; wrong ones count as attempts.</summary>
    /// <returns>Null when the password is not that of the account.</returns>
    public async ValueTask<LoginAccount?> VerifyAsync(AccountId account, string password, CancellationToken ct)
    {
        var attempt = await attempts.BeginAsync(account, ct);
        if (await passwords.VerifyAsync(attempt.PasswordHash, password, ct) is PasswordVerificationResult.Failed)
            return null;

        attempts.Succeeded(attempt);
        return attempt.User;
    }

    private static RequestRejectedException WrongCredentials() => new(
        RejectionReason.Unauthorised,
        "The username or the password is wrong. After many wrong tries only a browser that was logged in before is let in, for an hour.",
        "username");

    private static RequestRejectedException WrongPassword() => RequestRejectedException.Invalid("current_password", "This is not your current password.");

    private LoginResult Start(WriteTransaction commit, AccountId account, string userAgent)
    {
        var secret = Secret.New();
        var session = commit.NextId<SessionId>();
        access.Add(commit, new SessionRow
        {
            Id = session,
            Hash = Secret.Hash(secret),
            Account = account,
            CreatedAt = commit.Now,
            UserAgent = userAgent.Length > MaxUserAgentLength ? userAgent[..MaxUserAgentLength] : userAgent,
        });
        commit.Publish(new LoggedIn(account, session));
        return new(account, session, secret);
    }

    /// <param name="owner">Whose it must be; null when the caller holds the session itself.</param>
    private bool End(WriteTransaction commit, SessionId session, AccountId? owner)
    {
        if (sessions.Remove(commit, session) is not { } account)
            return false;

        if (owner is not null && owner != account)
            throw RequestRejectedException.NotFound();

        commit.Publish(new LoggedOut(account, session));
        return true;
    }
}
