using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Model;

namespace Plaza.Data.Profiles;

/// <summary>Who follows whom, and the counts of it. Written by the Profiles space alone.</summary>
public sealed class Follows(IDbContextFactory<PlazaDb> tables)
{
    /// <returns>False when it was so already.</returns>
    public bool Add(Commit commit, AccountId follower, AccountId followed)
    {
        var isNew = commit.Run(
            $"""
            insert into follows (id, follower, followed) values ({commit.NextId<FollowId>()}, {follower}, {followed})
            on conflict (follower, followed) do nothing
            """) is 1;
        if (isNew)
            Count(commit, follower, followed, 1);

        return isNew;
    }

    /// <returns>False when it was so already.</returns>
    public bool Remove(Commit commit, AccountId follower, AccountId followed)
    {
        var was = commit.Run($"delete from follows where follower = {follower} and followed = {followed}") is 1;
        if (was)
            Count(commit, follower, followed, -1);

        return was;
    }

    /// <summary>Removes all that an account follows and is followed by.</summary>
    public void RemoveAll(Commit commit, AccountId account)
    {
        commit.Run($"update follow_counts set following = following - 1 where account in (select follower from follows where followed = {account})");
        commit.Run($"update follow_counts set followers = followers - 1 where account in (select followed from follows where follower = {account})");
        commit.Run($"delete from follows where follower = {account} or followed = {account}");
        commit.Run($"delete from follow_counts where account = {account}");
    }

    public async Task<bool> ExistsAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Accounts.AnyAsync(row => row.Id == account && row.SuspendedAt == null, ct);
    }

    private static void Count(Commit commit, AccountId follower, AccountId followed, long by)
    {
        commit.Run(
            $"""
            insert into follow_counts (account, followers, following) values ({follower}, 0, {by})
            on conflict (account) do update set following = follow_counts.following + {by}
            """);
        commit.Run(
            $"""
            insert into follow_counts (account, followers, following) values ({followed}, {by}, 0)
            on conflict (account) do update set followers = follow_counts.followers + {by}
            """);
    }
}
