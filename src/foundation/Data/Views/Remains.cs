using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Views;

/// <summary>What deleted accounts have left.</summary>
public static class Remains
{
    /// <summary>Whether anything is left that the account wrote, passed on, likes or follows, or that follows it. Asked inside the transaction.</summary>
    public static bool AreThere(Commit commit, AccountId account) => commit.Number(
        $"""
        select 1 where exists (select 1 from posts where author = {account})
          or exists (select 1 from favourites where account = {account})
          or exists (select 1 from follows where follower = {account})
          or exists (select 1 from follows where followed = {account})
        """) is not null;
}
