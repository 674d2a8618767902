using Microsoft.AspNetCore.Identity;
using Plaza.Authentication.SigningUp;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Authentication;
using Plaza.Data.Committing;
using Plaza.Spaces.Events;

namespace Plaza.Authentication.LoggingIn;

/// <summary>Sessions of browsers, and the password that opens them.</summary>
internal sealed class Logins(
    Accounts accounts,
    Sessions sessions,
    Tokens tokens,
    AuthorizationCodes codes,
    Passwords passwords,
    LoginThrottle throttle,
    Committer committer,
    IEventBus bus)
{
    private const int LongestUserAgent = 200;

    /// <summary>As long as an e-mail address may be. What is longer names nobody, and is not remembered.</summary>
    private const int LongestName = 254;

    public async ValueTask<StartedSession> LogInAsync(LogIn order, CancellationToken ct)
    {
        var name = order.Name.Trim().TrimStart('@');
        if (name.Length > LongestName)
            throw WrongCredentials();

        var user = await accounts.FindAsync(name, ct);
        var who = user?.Account.ToString() ?? name.ToLowerInvariant();
        throttle.Try(who);
        var verdict = await passwords.VerifyAsync(user?.PasswordHash, order.Password, ct);

        if (user is null || verdict is PasswordVerificationResult.Failed)
        {
            bus.Publish(new LoginFailed(user?.Account));
            throw WrongCredentials();
        }

        throttle.Succeeded(who);

        if (user.IsSuspended)
            throw new RefusedException(Refusal.Forbidden, "This account is suspended. Ask the operator of this place why.", "username");

        var rehashed = verdict is PasswordVerificationResult.SuccessRehashNeeded ? await passwords.HashAsync(order.Password, ct) : null;
        var secret = Secret.New();
        var session = await committer.CommitAsync(
            commit =>
            {
                // The password may have been changed, or the account suspended, since it was looked up.
                if (!accounts.IsStill(commit, user))
                    throw WrongCredentials();

                if (rehashed is not null)
                    accounts.SetPassword(commit, user.Account, rehashed);

                return Start(commit, user.Account, secret, order.UserAgent);
            },
            ct);

        return new(user.Account, session, secret);
    }

    public async ValueTask<bool> LogOutAsync(LogOut order, CancellationToken ct) =>
        await committer.CommitAsync(commit => End(commit, order.Session, null), ct);

    public async ValueTask<bool> EndAsync(EndSession order, CancellationToken ct) =>
        await committer.CommitAsync(commit => End(commit, order.Session, order.Account), ct);

    public async ValueTask<bool> CheckAsync(CheckPassword question, CancellationToken ct)
    {
        var who = question.Account.ToString();
        throttle.Try(who);
        var user = await accounts.FindAsync(question.Account, ct);
        if (await passwords.VerifyAsync(user?.PasswordHash, question.Password, ct) is PasswordVerificationResult.Failed)
            return false;

        throttle.Succeeded(who);
        return true;
    }

    public async ValueTask<bool> ChangePasswordAsync(ChangePassword order, CancellationToken ct)
    {
        if (!await CheckAsync(new(order.Account, order.Current), ct))
            throw RefusedException.Invalid("current_password", "This is not your current password.");

        var user = await accounts.FindAsync(order.Account, ct) ?? throw RefusedException.NotFound();
        Passwords.Check(order.New, user.Handle, "new_password");
        var hash = await passwords.HashAsync(order.New, ct);

        return await committer.CommitAsync(
            commit =>
            {
                accounts.SetPassword(commit, order.Account, hash);
                codes.RemoveAll(commit, order.Account);
                foreach (var session in sessions.RemoveAll(commit, order.Account, order.Keep))
                    commit.Publish(new LoggedOut(order.Account, session));

                foreach (var (token, _) in tokens.RemoveAll(commit, order.Account))
                    commit.Publish(new TokenRevoked(token, order.Account));

                commit.Publish(new PasswordChanged(order.Account));
                return true;
            },
            ct);
    }

    private static RefusedException WrongCredentials() =>
        new(Refusal.Unauthorised, "The username or the password is wrong.", "username");

    private SessionId Start(Commit commit, AccountId account, string secret, string userAgent)
    {
        var session = commit.NextId<SessionId>();
        sessions.Add(commit, new()
        {
            Id = session,
            Hash = Secret.Hash(secret),
            Account = account,
            CreatedAt = commit.Now,
            UserAgent = userAgent.Length > LongestUserAgent ? userAgent[..LongestUserAgent] : userAgent,
        });
        commit.Publish(new LoggedIn(account, session));
        return session;
    }

    /// <param name="owner">Whose it must be; null when the caller holds the session itself.</param>
    private bool End(Commit commit, SessionId session, AccountId? owner)
    {
        if (sessions.Remove(commit, session) is not { } account)
            return false;

        if (owner is not null && owner != account)
            throw RefusedException.NotFound();

        commit.Publish(new LoggedOut(account, session));
        return true;
    }
}
