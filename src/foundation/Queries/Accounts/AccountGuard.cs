using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Queries.Accounts;

/// <summary>Reads the state of an account inside a transaction.</summary>
public static class AccountGuard
{
    /// <summary>
    /// A write request that was queued before its account was deleted may run after the deletion; it must not add rows, which would never be erased.
    /// </summary>
    /// <exception cref="RequestRejectedException">The account does not exist in this transaction.</exception>
    public static void EnsureExists(WriteTransaction tx, AccountId account)
    {
        if (tx.ActiveAccount != account && tx.QueryScalar($"select 1 from accounts where id = {account}") is null)
            throw RequestRejectedException.NotFound("This account does not exist any more.");
    }

    /// <returns>Whether the account is not suspended; null when it does not exist.</returns>
    public static bool? IsActive(WriteTransaction tx, AccountId account) =>
        tx.QueryScalar($"select suspended_at is null from accounts where id = {account}") is { } isActive ? isActive is 1 : null;

    /// <summary>Whether posts, boosts, favourites or follows of the account are left, or follows to it.</summary>
    public static bool HasRemainingData(WriteTransaction tx, AccountId account) => tx.QueryScalar(
        $"""
        select 1 where exists (select 1 from posts where author = {account})
          or exists (select 1 from favourites where account = {account})
          or exists (select 1 from follows where follower = {account})
          or exists (select 1 from follows where followed = {account})
        """) is not null;
}
