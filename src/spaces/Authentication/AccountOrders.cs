using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Authentication;
using Plaza.Data.Committing;

namespace Plaza.Authentication;

/// <summary>Suspending, restoring and deleting accounts. All three end what acts for the account, or let it act again.</summary>
internal sealed class AccountOrders(Accounts accounts, Sessions sessions, Tokens tokens, AuthorizationCodes codes, Committer committer)
{
    public ValueTask<bool> SuspendAsync(SuspendAccount order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (!accounts.Suspend(commit, order.Account))
                return false;

            EndAll(commit, order.Account);
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
            EndAll(commit, order.Account);
            if (!accounts.Remove(commit, order.Account))
                return false;

            commit.Publish(new AccountDeleted(order.Account));
            return true;
        },
        ct);

    private void EndAll(Commit commit, AccountId account)
    {
        codes.RemoveAll(commit, account);
        foreach (var session in sessions.RemoveAll(commit, account))
            commit.Publish(new LoggedOut(account, session));

        foreach (var (token, _) in tokens.RemoveAll(commit, account))
            commit.Publish(new TokenRevoked(token, account));
    }
}
