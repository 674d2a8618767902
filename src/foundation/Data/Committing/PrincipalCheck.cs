using Plaza.Contracts.Authentication;

namespace Plaza.Data.Committing;

/// <summary>
/// Checks inside the transaction that a principal is still active. A request is authenticated before its body is read and
/// before it waits in the committer's queue; a password change, suspension, deletion or revocation may be committed meanwhile.
/// Rows of sessions and tokens are deleted when they are revoked and ids are never given twice, so an existing row is proof.
/// </summary>
internal static class PrincipalCheck
{
    /// <exception cref="PrincipalRevokedException">The session, token or account was deleted, the account was suspended, or it is no longer an admin.</exception>
    public static void Require(WriteTransaction tx, Principal principal)
    {
        if (!IsActive(tx, principal))
            throw new PrincipalRevokedException();

        tx.ActiveAccount = principal.Account;
    }

    private static bool IsActive(WriteTransaction tx, Principal principal)
    {
        if (principal.Account is not { } account)
            return tx.Statements.Expect($"select 1 from tokens where id = {principal.Token} and account is null");

        // One statement, since every write of a user runs it.
        return principal.Session is { } session
            ? tx.Statements.Expect(
                $"""
                select 1 from sessions s join accounts a on a.id = s.account
                where s.id = {session} and s.account = {account} and suspended_at is null and (is_admin = true or {principal.IsAdmin} = false)
                """)
            : tx.Statements.Expect(
                $"""
                select 1 from tokens t join accounts a on a.id = t.account
                where t.id = {principal.Token} and t.account = {account} and suspended_at is null and (is_admin = true or {principal.IsAdmin} = false)
                """);
    }
}
