using Plaza.Contracts.Authentication;

namespace Plaza.Data.Committing;

/// <summary>
/// Checks inside the transaction that a principal is still active. A request is authenticated before its body is read and
/// before it waits in the committer's queue; a password change, suspension, deletion or revocation may be committed meanwhile.
/// Rows of sessions and tokens are deleted when they are revoked and ids are never given twice, so an existing row is proof.
/// </summary>
internal static class PrincipalCheck
{
    /// <exception cref="PrincipalRevokedException">The session, token or account is gone, suspended, or no admin any more.</exception>
    public static void Require(Commit commit, Principal principal)
    {
        if (!IsActive(commit, principal))
            throw new PrincipalRevokedException();
    }

    private static bool IsActive(Commit commit, Principal principal)
    {
        if (principal.Account is not { } account)
            return commit.Number($"select 1 from tokens where id = {principal.Token} and account is null") is not null;

        var credential = principal.Session is { } session
            ? commit.Number($"select 1 from sessions where id = {session} and account = {account}")
            : commit.Number($"select 1 from tokens where id = {principal.Token} and account = {account}");

        return credential is not null
            && commit.Number($"select is_admin from accounts where id = {account} and suspended_at is null") is { } isAdmin
            && (isAdmin is 1 || !principal.IsAdmin);
    }
}
