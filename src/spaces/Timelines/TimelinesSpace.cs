using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Timelines;
using Plaza.Spaces.Hosting;

namespace Plaza.Timelines;

/// <summary>
/// Updates the cached timelines when posts and boosts are published and deleted. When an account is suspended, restored or deleted, all timelines are
/// invalidated: which accounts boosted its posts is not known here.
/// </summary>
internal sealed class TimelinesSpace(TimelineCache timelines, HomeTimelines homes, LocalTimeline local, AccountTimelines accounts)
    : Space("timelines")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<PostPublished>(AddPost)
        .On<PostBoosted>(AddBoost)
        .On<PostDeleted>(RemovePost)
        .On<BoostWithdrawn>(withdrawn => RemoveBoost(withdrawn.Boost, withdrawn.By))
        .On<AccountFollowed>(followed => homes.Invalidate(followed.Follower))
        .On<FollowChanged>(changed => homes.Invalidate(changed.Follower))
        .On<AccountUnfollowed>(unfollowed => homes.Invalidate(unfollowed.Follower))
        .On<AccountSuspended>(_ => timelines.InvalidateAll())
        .On<AccountDeleted>(_ => timelines.InvalidateAll())
        .On<AccountRestored>(_ => timelines.InvalidateAll())
        .On<LoggedIn>(login => homes.Preload(login.Account))
        .Handles<GetHomeTimeline, Page<PostId>>(homes.PageAsync)
        .Handles<GetLocalTimeline, Page<PostId>>(local.PageAsync)
        .Handles<GetAccountTimeline, Page<PostId>>(accounts.PageAsync);

    private void AddPost(PostPublished posted)
    {
        homes.Add(posted);
        local.Add(posted);
        accounts.Add(posted);
    }

    private void AddBoost(PostBoosted boosted)
    {
        homes.Add(boosted);
        accounts.Add(boosted);
    }

    private void RemovePost(PostDeleted deleted)
    {
        // The boosts first: otherwise a boost would take the place of the deleted post.
        foreach (var (boost, by) in deleted.Boosts)
            RemoveBoost(boost, by);

        homes.Remove(deleted.Post, deleted.Author);
        local.Remove(deleted.Post);
        accounts.Remove(deleted.Post, deleted.Author);
    }

    private void RemoveBoost(PostId boost, AccountId by)
    {
        homes.Remove(boost, by);
        accounts.Remove(boost, by);
    }
}
