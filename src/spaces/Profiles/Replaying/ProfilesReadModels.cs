using Plaza.Data.Replaying;
using Plaza.Data.Tables.Profiles;

namespace Plaza.Profiles.Replaying;

/// <summary>
/// Follows between accounts, and the counts of followers and follows. Counts are repaired by adding the difference, so that changes since the
/// comparison stay counted; a row of zeros equals no row. Rows of accounts that no longer exist are left out: they are about to be erased and are not
/// shown.
/// </summary>
internal sealed class ProfilesReadModels(FollowRepository follows) : IReadModelSource
{
    public IReadOnlyList<ReadModel> Create()
    {
        var projection = new FollowsProjection();
        return [new(ReadModelNames.Content, [projection], [Follows()]), new(ReadModelNames.Counts, [projection], [FollowCounts()])];
    }

    private static ReplayTable Follows() => new(
        "follows", ["follower", "followed"], [], "select follower, followed from existing_follows", "select follower, followed from follows");

    private ReplayTable FollowCounts() => new(
        "follow_counts",
        ["account"],
        ["followers", "following"],
        """
        select account, sum(followers), sum(following) from (
          select followed as account, 1 as followers, 0 as following from existing_follows
          union all select follower, 0, 1 from existing_follows) sides
        where account in (select id from accounts) group by account
        """,
        "select account, followers, following from follow_counts where (followers <> 0 or following <> 0) and account in (select id from accounts)",
        (tx, row) => follows.AdjustCounts(tx, new(row.Id(0)), row.Shortfall(0), row.Shortfall(1)));
}
