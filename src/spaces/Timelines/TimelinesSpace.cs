using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Timelines;
using Plaza.Data.Views;
using Plaza.Spaces.Hosting;

namespace Plaza.Timelines;

/// <summary>Keeps the home timelines of those who are reading up to date with what the accounts they follow publish.</summary>
internal sealed class TimelinesSpace(HomeTimelines homes) : Space("timelines")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<PostPublished>(AddToReaders)
        .On<PostBoosted>(AddBoostToReaders)
        .On<PostDeleted>(RemoveEverywhere)
        .On<BoostWithdrawn>(withdrawn => homes.Remove(withdrawn.Boost))
        .On<AccountFollowed>(followed => homes.Forget(followed.Follower))
        .On<AccountUnfollowed>(unfollowed => homes.Forget(unfollowed.Follower))
        .On<AccountSuspended>(suspended => homes.ForgetReadersOf(suspended.Account))
        .On<AccountRestored>(restored => homes.ForgetReadersOf(restored.Account))
        .On<AccountDeleted>(deleted => homes.ForgetReadersOf(deleted.Account))
        .Answers<HomeTimelineOf, Page<PostId>>(homes.PageAsync);

    private void AddToReaders(PostPublished posted) => homes.Add(posted.Post, posted.Author, home =>
        home.Reader == posted.Author
        || (Audience.ReachesFollower(posted, home.Reader)
            && (posted.InReplyToAuthor is not { } answered || answered == posted.Author || answered == home.Reader || home.Follows(answered))));

    private void AddBoostToReaders(PostBoosted boosted) => homes.Add(boosted.Boost, boosted.By, _ => true);

    private void RemoveEverywhere(PostDeleted deleted)
    {
        homes.Remove(deleted.Post);
        foreach (var boost in deleted.Boosts)
            homes.Remove(boost);
    }
}
