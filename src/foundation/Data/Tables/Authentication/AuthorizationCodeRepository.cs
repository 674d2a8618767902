using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Authentication;

/// <summary>Writes the table <c>authorization_codes</c>. Used by the Authentication space only.</summary>
public sealed class AuthorizationCodeRepository
{
    public void Add(WriteTransaction tx, AuthorizationCodeRow code) => tx.Enqueue(
        $"""
        insert into authorization_codes (hash, app, account, redirect_uri, scopes, challenge, expires_at)
        values ({code.Hash}, {code.App}, {code.Account}, {code.RedirectUri}, {code.Scopes}, {code.Challenge}, {code.ExpiresAt})
        """);

    public AuthorizationCodeRow? Find(WriteTransaction tx, byte[] hash) => tx.Query(
        $"select app, account, redirect_uri, scopes, challenge, expires_at, token from authorization_codes where hash = {hash}",
        row => new AuthorizationCodeRow
        {
            Hash = hash,
            App = new(row.GetInt64(0)),
            Account = new(row.GetInt64(1)),
            RedirectUri = row.GetString(2),
            Scopes = row.GetString(3),
            Challenge = row.IsDBNull(4) ? null : row.GetString(4),
            ExpiresAt = row.GetTime(5),
            Token = row.IsDBNull(6) ? null : new TokenId(row.GetInt64(6)),
        }) is [var code] ? code : null;

    /// <returns>False when it was redeemed before: only one can succeed.</returns>
    public bool Redeem(WriteTransaction tx, byte[] hash, TokenId token) =>
        tx.Execute($"update authorization_codes set token = {token} where hash = {hash} and token is null") is 1;

    /// <summary>
    /// Deletes unredeemed codes of an account, at most <paramref name="limit"/>, except the <paramref name="keep"/> that expire last. Redeemed codes
    /// have no value
    /// after their token is revoked.
    /// </summary>
    /// <returns>The number of deleted codes.</returns>
    public int RemoveUnredeemed(WriteTransaction tx, AccountId account, int keep, int limit) => tx.Execute(
        $"""
        delete from authorization_codes where hash in (
          select hash from authorization_codes where account = {account} and token is null order by expires_at desc limit {(long)limit} offset {(long)keep})
        """);

    /// <summary>Deletes codes a day after they expired, at most <paramref name="limit"/>; until then a replay is recognised.</summary>
    public int RemoveExpired(WriteTransaction tx, int limit) => tx.Execute(
        $"""
        delete from authorization_codes where hash in (
          select hash from authorization_codes where expires_at < {tx.Now.AddDays(-1)} limit {(long)limit})
        """);
}
