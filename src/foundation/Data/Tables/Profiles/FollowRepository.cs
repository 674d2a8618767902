using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Profiles;

/// <summary>Writes the tables <c>follows</c> and <c>follow_counts</c>. Used by the Profiles space only.</summary>
public sealed class FollowRepository
{
    /// <returns>False when it exists already, or one of the accounts does not exist.</returns>
    public bool Add(WriteTransaction tx, AccountId follower, AccountId followed, bool boosts)
    {
        var isNew = tx.Execute(
            $"""
            insert into follows (id, follower, followed, boosts) select {tx.NextId<FollowId>()}, {follower}, {followed}, {boosts}
            where exists (select 1 from accounts where id = {follower}) and exists (select 1 from accounts where id = {followed})
            on conflict (follower, followed) do nothing
            """) is 1;
        if (isNew)
            Count(tx, follower, followed, 1);

        return isNew;
    }

    /// <returns>False when nothing changes, or there is no such follow.</returns>
    public bool Change(WriteTransaction tx, AccountId follower, AccountId followed, bool boosts) =>
        tx.Execute($"update follows set boosts = {boosts} where follower = {follower} and followed = {followed} and boosts <> {boosts}") is 1;

    /// <returns>False when there was none.</returns>
    public bool Remove(WriteTransaction tx, AccountId follower, AccountId followed)
    {
        var was = tx.Execute($"delete from follows where follower = {follower} and followed = {followed}") is 1;
        if (was)
            Count(tx, follower, followed, -1);

        return was;
    }

    /// <summary>A batch of follows from and to an account that is being erased.</summary>
    public List<(AccountId Follower, AccountId Followed)> NextBatch(WriteTransaction tx, AccountId account, int limit) => tx.Query(
        $"""
        select follower, followed from (select follower, followed from follows where follower = {account} limit {(long)limit}) outgoing
        union all
        select follower, followed from (select follower, followed from follows where followed = {account} limit {(long)limit}) incoming
        """,
        row => (new AccountId(row.GetInt64(0)), new AccountId(row.GetInt64(1))));

    public void DeleteCounts(WriteTransaction tx, AccountId account) => tx.Enqueue($"delete from follow_counts where account = {account}");

    /// <summary>Adds differences to the counts of an account; they may be negative.</summary>
    public void AdjustCounts(WriteTransaction tx, AccountId account, long followers, long following) => tx.Enqueue(
        $"""
        insert into follow_counts (account, followers, following) values ({account}, {followers}, {following})
        on conflict (account) do update set followers = follow_counts.followers + {followers}, following = follow_counts.following + {following}
        """);

    private void Count(WriteTransaction tx, AccountId follower, AccountId followed, long by)
    {
        AdjustCounts(tx, follower, followers: 0, following: by);
        AdjustCounts(tx, followed, followers: by, following: 0);
    }
}
