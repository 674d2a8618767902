using Plaza.Contracts.Profiles;
using Plaza.Data.Replaying;

namespace Plaza.Profiles.Replaying;

/// <summary>
/// Folds the journal into the follows that exist. All follows of an account count as deleted from its deletion on, even while the erasure is still
/// running.
/// </summary>
internal sealed class FollowsProjection : ReplayProjection
{
    public override string Schema =>
        """
        create temp table replay_follows (follower integer, followed integer, primary key (follower, followed)) without rowid;
        create temp table replay_erased_followers (account integer primary key);
        create temp view existing_follows as select * from replay_follows where follower not in (select account from replay_erased_followers);
        """;

    /// <summary>The tables are written in the transactions of the events, so they never lag behind the journal.</summary>
    public override long UpperBound(ReplayDatabase database, long last) => last;

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<FollowsErased>())
            database.Execute($"insert or ignore into replay_erased_followers (account) values ({entry.Account})");

        _ = entry.Event switch
        {
            AccountFollowed followed => database.Execute(
                $"insert or ignore into replay_follows (follower, followed) values ({followed.Follower}, {followed.Followed})"),
            AccountUnfollowed unfollowed => database.Execute(
                $"delete from replay_follows where follower = {unfollowed.Follower} and followed = {unfollowed.Followed}"),
            _ => 0,
        };
    }
}
