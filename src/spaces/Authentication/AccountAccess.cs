using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication;

/// <summary>
/// Revokes the sessions, codes and tokens of an account in the write request of the cause. An account keeps its newest 100 sessions, 300 tokens and
/// 50 unredeemed codes, so that one write request can revoke all of them (ADR 65).
/// </summary>
internal sealed class AccountAccess(AccountRepository accounts, SessionRepository sessions, TokenRepository tokens, AuthorizationCodeRepository codes)
{
    private const int MaxSessions = 100;
    private const int MaxTokens = 300;
    private const int MaxCodes = 50;

    /// <returns>The revoked sessions, with their browsers.</returns>
    public List<(SessionId Session, string UserAgent)> RevokeAll(WriteTransaction tx, AccountId account)
    {
        codes.RemoveUnredeemed(tx, account, keep: 0, limit: MaxCodes);
        var ended = sessions.RemoveAll(tx, account);
        foreach (var (session, _) in ended)
            tx.Publish(new LoggedOut(account, session));

        foreach (var (token, _) in tokens.RemoveAll(tx, account))
            tx.Publish(new TokenRevoked(token, account));

        return ended;
    }

    /// <inheritdoc cref="RevokeAll"/>
    public List<(SessionId Session, string UserAgent)> ChangePassword(WriteTransaction tx, AccountId account, string hash)
    {
        accounts.SetPassword(tx, account, hash);
        var ended = RevokeAll(tx, account);
        tx.Publish(new PasswordChanged(account));
        return ended;
    }

    public void Add(WriteTransaction tx, SessionRow session)
    {
        sessions.Add(tx, session);
        EndOldestSessions(tx, session.Account);
    }

    public void Add(WriteTransaction tx, TokenRow token)
    {
        tokens.Add(tx, token);
        if (token.Account is { } account)
            RevokeOldestTokens(tx, account);
    }

    public void Add(WriteTransaction tx, AuthorizationCodeRow code)
    {
        codes.Add(tx, code);
        codes.RemoveUnredeemed(tx, code.Account, MaxCodes, Committer.EventBatchSize);
    }

    /// <summary>The accounts that exceed their limits: earlier builds had none.</summary>
    public async Task<IEnumerable<AccountId>> AccountsBeyondLimitsAsync(CancellationToken ct) =>
        (await sessions.AccountsWithMoreAsync(MaxSessions, ct)).Union(await tokens.AccountsWithMoreAsync(MaxTokens, ct));

    /// <summary>Revokes one batch of the sessions, codes and tokens beyond the limits of an account.</summary>
    /// <returns>The number of revoked ones; 0 when nothing is left to do.</returns>
    public int RevokeOldest(WriteTransaction tx, AccountId account) =>
        EndOldestSessions(tx, account) + RevokeOldestTokens(tx, account) + codes.RemoveUnredeemed(tx, account, MaxCodes, Committer.EventBatchSize);

    private int EndOldestSessions(WriteTransaction tx, AccountId account)
    {
        var ended = sessions.RemoveOldest(tx, account, MaxSessions, Committer.EventBatchSize);
        foreach (var session in ended)
            tx.Publish(new LoggedOut(account, session));

        return ended.Count;
    }

    private int RevokeOldestTokens(WriteTransaction tx, AccountId account)
    {
        var revoked = tokens.RemoveOldest(tx, account, MaxTokens, Committer.EventBatchSize);
        foreach (var token in revoked)
            tx.Publish(new TokenRevoked(token, account));

        return revoked.Count;
    }
}
