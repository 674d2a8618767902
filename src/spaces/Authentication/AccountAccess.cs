using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication;

/// <summary>Ends what acts for an account: sessions, codes and tokens. Inside the transaction of the cause.</summary>
internal sealed class AccountAccess(AccountRepository accounts, SessionRepository sessions, TokenRepository tokens, AuthorizationCodeRepository codes)
{
    /// <returns>The sessions that ended, with their browsers.</returns>
    public List<(SessionId Session, string UserAgent)> RevokeAll(WriteTransaction tx, AccountId account)
    {
        codes.RemoveAll(tx, account);
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
}
