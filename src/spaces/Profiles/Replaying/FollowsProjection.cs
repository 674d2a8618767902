using Plaza.Contracts.Profiles;
using Plaza.Data.Replaying;

namespace Plaza.Profiles.Replaying;

/// <summary>
/// Folds the journal into the follows that exist. All follows of an account count as deleted from its deletion on, even while the erasure is still
/// running.
/// </summary>
internal sealed class FollowsProjection : ReplayProjection
{
    public override void CreateTables(ReplayDatabase database)
    {
        database.CreateTable("replay_follows", "follower bigint, followed bigint", key: "follower, followed");
        database.CreateTable("replay_erased_followers", "account bigint", key: "account");
        database.CreateView(
            "existing_follows",
            "select * from replay_follows where not exists (select 1 from replay_erased_followers where account = follower)");
    }

    /// <summary>The tables are written in the transactions of the events, so they never lag behind the journal.</summary>
    public override long UpperBound(ReplayDatabase database, long last) => last;

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<FollowsErased>())
            database.Enqueue($"insert into replay_erased_followers (account) values ({entry.Account}) on conflict do nothing");

        if (entry.Event is AccountFollowed followed)
            database.Enqueue($"insert into replay_follows (follower, followed) values ({followed.Follower}, {followed.Followed}) on conflict do nothing");
        else if (entry.Event is AccountUnfollowed unfollowed)
            database.Enqueue($"delete from replay_follows where follower = {unfollowed.Follower} and followed = {unfollowed.Followed}");
    }
}
