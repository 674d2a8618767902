using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication;

/// <summary>Suspending, restoring and deleting accounts. Suspending and deleting end all that acts for the account.</summary>
internal sealed class AccountLifecycle(AccountRepository accounts, AccountAccess access, Committer committer)
{
    public ValueTask<bool> SuspendAsync(SuspendAccount order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (order.By is not null && accounts.IsAdmin(commit, order.Account))
                throw RequestRejectedException.Forbidden("Admins cannot suspend each other or themselves. The operator can, with plaza account suspend.");

            RequireAnotherAdmin(commit, order.Account);
            if (!accounts.Suspend(commit, order.Account))
                return false;

            access.RevokeAll(commit, order.Account);
            commit.Publish(new AccountSuspended(order.Account));
            return true;
        },
        ct);

    public ValueTask<bool> RestoreAsync(RestoreAccount order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (!accounts.Restore(commit, order.Account))
                return false;

            commit.Publish(new AccountRestored(order.Account));
            return true;
        },
        ct);

    public ValueTask<bool> DeleteAsync(DeleteAccount order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            RequireAnotherAdmin(commit, order.Account);
            access.RevokeAll(commit, order.Account);
            if (!accounts.Remove(commit, order.Account))
                return false;

            commit.Publish(new AccountDeleted(order.Account));
            return true;
        },
        ct);

    /// <summary>A server without an admin could only be mended on its machine.</summary>
    private void RequireAnotherAdmin(WriteTransaction commit, AccountId account)
    {
        if (accounts.IsLastAdmin(commit, account))
            throw RequestRejectedException.Forbidden("This is the only admin. Make another one first, with plaza account create --admin.");
    }
}
