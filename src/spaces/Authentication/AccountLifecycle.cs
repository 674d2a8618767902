using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication;

/// <summary>
/// Suspends, restores and deletes accounts, and grants and removes admin rights. Suspension and deletion revoke all sessions, codes and tokens.
/// </summary>
internal sealed class AccountLifecycle(AccountRepository accounts, AccountAccess access, Committer committer)
{
    public ValueTask<bool> SuspendAsync(SuspendAccount command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (command.By is not null && accounts.IsAdmin(tx, command.Account))
                throw RequestRejectedException.Forbidden("Admins cannot suspend each other or themselves. The operator can, with plaza account suspend.");

            RequireAnotherAdmin(tx, command.Account);
            if (!accounts.Suspend(tx, command.Account))
                return false;

            access.RevokeAll(tx, command.Account);
            tx.Publish(new AccountSuspended(command.Account));
            return true;
        },
        ct);

    public ValueTask<bool> RestoreAsync(RestoreAccount command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (!accounts.Restore(tx, command.Account))
                return false;

            tx.Publish(new AccountRestored(command.Account));
            return true;
        },
        ct);

    public ValueTask<bool> DeleteAsync(DeleteAccount command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            RequireAnotherAdmin(tx, command.Account);
            access.RevokeAll(tx, command.Account);
            if (!accounts.Remove(tx, command.Account))
                return false;

            tx.Publish(new AccountDeleted(command.Account));
            return true;
        },
        ct);

    public ValueTask<bool> SetAdminAsync(SetAdmin command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (!command.IsAdmin)
                RequireAnotherAdmin(tx, command.Account);
            if (!accounts.SetAdmin(tx, command.Account, command.IsAdmin))
                return false;

            tx.Publish(new AdminChanged(command.Account, command.IsAdmin));
            return true;
        },
        ct);

    /// <summary>Without an admin, moderation would be possible on the command line only.</summary>
    private void RequireAnotherAdmin(WriteTransaction tx, AccountId account)
    {
        if (accounts.IsLastAdmin(tx, account))
            throw RequestRejectedException.Forbidden("This is the only admin. Make another one first, with plaza account promote.");
    }
}
