using Microsoft.AspNetCore.Identity;
using Plaza.Authentication.SigningUp;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Spaces.Events;

namespace Plaza.Authentication.LoggingIn;

/// <summary>Starts and ends sessions, and verifies passwords.</summary>
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

    /// <summary>The maximum length of an e-mail address. A longer name cannot exist and is not counted.</summary>
    private const int MaxNameLength = 254;

    /// <summary>The error in a field for the password of a logged-in account.</summary>
    public const string WrongPassword = "This is not your current password.";

    public async ValueTask<LoginResult> LogInAsync(LogIn command, CancellationToken ct)
    {
        var name = command.Name.Trim().TrimStart('@').ToLowerInvariant();
        if (name.Length > MaxNameLength)
            throw Failed(command, name, null);

        var device = devices.Read(command.Device);
        var attempt = await attempts.BeginAsync(name, device, command.Address, ct);
        var verdict = await passwords.VerifyAsync(attempt.PasswordHash, command.Password, ct);

        if (attempt.User is not { } user || verdict is PasswordVerificationResult.Failed)
            throw Failed(command, name, attempt);

        attempts.Succeeded(attempt);

        if (user.IsSuspended)
            throw new RequestRejectedException(RejectionReason.Forbidden, "This account is suspended. Ask the operator of this place why.", "username");

        var rehashed = verdict is PasswordVerificationResult.SuccessRehashNeeded ? await passwords.HashAsync(command.Password, ct) : null;
        var started = await committer.CommitAsync(
            tx =>
            {
                // The password may have been changed, or the account suspended, since it was looked up.
                if (!accounts.IsUnchanged(tx, user))
                    throw WrongCredentials(attempt.IsRepeated);

                if (rehashed is not null)
                    accounts.SetPassword(tx, user.Account, rehashed);

                if (command.Replaces is { } old)
                    End(tx, old, null);

                return Start(tx, user.Account, command.UserAgent);
            },
            ct);

        return started with { Device = devices.Write(device, user.Account) };
    }

    public async ValueTask<bool> LogOutAsync(LogOut command, CancellationToken ct) =>
        await committer.CommitAsync(tx => End(tx, command.Session, null), ct);

    public async ValueTask<bool> EndAsync(EndSession command, CancellationToken ct) =>
        await committer.CommitAsync(tx => End(tx, command.Session, command.Account), ct);

    public async ValueTask<bool> CheckAsync(VerifyPassword query, CancellationToken ct) =>
        await VerifyAsync(query.Account, query.Password, ct) is not null;

    public async ValueTask<LoginResult?> ChangePasswordAsync(ChangePassword command, CancellationToken ct)
    {
        var user = await accounts.FindAsync(command.Account, ct) ?? throw RequestRejectedException.Invalid("current_password", WrongPassword);
        var isRight = await VerifyAsync(command.Account, command.Current, ct) is not null;
        RequestRejectedException.ThrowIfInvalid(
            ("current_password", isRight ? null : WrongPassword), ("new_password", Passwords.ErrorIn(command.New, user.Handle)));
        var hash = await passwords.HashAsync(command.New, ct);

        return await committer.CommitAsync(
            tx =>
            {
                // Another change, or a suspension, may have been committed since the account was read.
                if (!accounts.IsUnchanged(tx, user))
                    throw RequestRejectedException.Invalid("current_password", WrongPassword);

                return access.ChangePassword(tx, command.Account, hash).Find(one => one.Session == command.Session) is { UserAgent: { } browser } ? Start(tx, command.Account, browser) : null;
            },
            ct);
    }

    /// <summary>Verifies the password of a logged-in account; wrong passwords count as attempts.</summary>
    /// <returns>Null when the password is not that of the account.</returns>
    public async ValueTask<LoginAccount?> VerifyAsync(AccountId account, string password, CancellationToken ct)
    {
        var attempt = await attempts.BeginAsync(account, ct);
        if (await passwords.VerifyAsync(attempt.PasswordHash, password, ct) is PasswordVerificationResult.Failed)
            return null;

        attempts.Succeeded(attempt);
        return attempt.User;
    }

    private RequestRejectedException Failed(LogIn command, string name, LoginAttempt? attempt)
    {
        bus.Publish(new LoginFailed(attempt?.User?.Account) { Address = command.Address, Name = LoginAttempts.NameInLog(attempt?.User) });
        return WrongCredentials(attempt is { IsRepeated: true });
    }

    private static RequestRejectedException WrongCredentials(bool isRepeated) => new(
        RejectionReason.Unauthenticated,
        $"The username or the password is wrong.{(isRepeated ? " After many wrong tries only a browser that was logged in before is let in, for an hour." : "")}",
        "username");

    private LoginResult Start(WriteTransaction tx, AccountId account, string userAgent)
    {
        var secret = Secret.New();
        var session = tx.NextId<SessionId>();
        access.Add(tx, new SessionRow
        {
            Id = session,
            Hash = Secret.Hash(secret),
            Account = account,
            CreatedAt = tx.Now,
            UserAgent = userAgent.Length > MaxUserAgentLength ? userAgent[..MaxUserAgentLength] : userAgent,
        });
        tx.Publish(new LoggedIn(account, session));
        return new(account, session, secret);
    }

    /// <param name="owner">The account that must own it; null when the caller holds the session itself.</param>
    private bool End(WriteTransaction tx, SessionId session, AccountId? owner)
    {
        if (sessions.Remove(tx, session) is not { } account)
            return false;

        if (owner is not null && owner != account)
            throw RequestRejectedException.NotFound();

        tx.Publish(new LoggedOut(account, session));
        return true;
    }
}
