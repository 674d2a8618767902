using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Queries.Accounts;

/// <summary>What deleted accounts have left.</summary>
public static class AccountGuard
{
    /// <summary>
    /// An order that began before its account was deleted may have its turn after it: it must leave nothing behind that nobody would erase.
    /// </summary>
    /// <exception cref="RequestRejectedException">The account is gone in this transaction.</exception>
    public static void EnsureExists(WriteTransaction tx, AccountId account)
    {
        if (tx.QueryScalar($"select 1 from accounts where id = {account}") is null)
            throw RequestRejectedException.NotFound("This account does not exist any more.");
    }

    /// <summary>Whether anything is left that the account wrote, passed on, likes or follows, or that follows it. Asked inside the transaction.</summary>
    public static bool HasRemainingData(WriteTransaction tx, AccountId account) => tx.QueryScalar(
        $"""
        select 1 where exists (select 1 from posts where author = {account})
          or exists (select 1 from favourites where account = {account})
          or exists (select 1 from follows where follower = {account})
          or exists (select 1 from follows where followed = {account})
        """) is not null;
}
