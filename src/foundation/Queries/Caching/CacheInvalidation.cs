using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Views;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Hosting;

namespace Plaza.Queries.Caching;

/// <summary>Forgets what a commit has changed, before whoever ordered it is answered. It hears of everything first.</summary>
internal sealed class CacheInvalidation(
    PostCache posts,
    ReplyCache replies,
    AccountCache accounts,
    ReactionCache marks,
    RelationshipCache relationships,
    TopTagsCache tags,
    RenderedPageCache pages) : Space("views")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<PostPublished>(ForgetPublished)
        .On<PostDeleted>(ForgetDeleted)
        .On<PostFavourited>(favourited => ForgetMarked(favourited.Post, favourited.By))
        .On<FavouriteWithdrawn>(withdrawn => ForgetMarked(withdrawn.Post, withdrawn.By))
        .On<PostBoosted>(boosted => ForgetBoost(boosted.Boost, boosted.Post, boosted.By))
        .On<BoostWithdrawn>(withdrawn => ForgetBoost(withdrawn.Boost, withdrawn.Post, withdrawn.By))
        .On<PostsErased>(_ => ForgetErased())
        .On<AccountFollowed>(followed => ForgetPair(followed.Follower, followed.Followed))
        .On<FollowChanged>(changed => relationships.Forget(changed.Follower, changed.Followed))
        .On<AccountUnfollowed>(unfollowed => ForgetPair(unfollowed.Follower, unfollowed.Followed))
        .On<FollowsErased>(_ => ForgetFollows())
        .On<ProfileChanged>(changed => accounts.Forget(changed.Account))
        .On<SignedUp>(ForgetSignedUp)
        .On<AccountSuspended>(ForgetSuspended)
        .On<AccountRestored>(ForgetRestored)
        .On<AccountDeleted>(_ => ForgetAll())
        .On<ReadModelRepaired>(_ => ForgetAll())
        .Publishes<ReadModelRepaired>();

    private void ForgetPublished(PostPublished published)
    {
        posts.Forget(published.Post);
        accounts.Forget(published.Author);
        ForgetAnswered(published.InReplyTo);
    }

    private void ForgetDeleted(PostDeleted deleted)
    {
        posts.Forget(deleted.Post);
        accounts.Forget(deleted.Author);
        ForgetAnswered(deleted.InReplyTo);

        foreach (var lost in deleted.Boosts)
        {
            posts.Forget(lost.Boost);
            accounts.Forget(lost.By);
        }

        tags.Forget(deleted.Post);
        pages.ForgetAll();
    }

    private void ForgetErased()
    {
        posts.ForgetAll();
        pages.ForgetAll();
    }

    private void ForgetSuspended(AccountSuspended suspended)
    {
        accounts.Forget(suspended.Account);
        replies.ForgetAll();
        tags.ForgetAll();
    }

    private void ForgetRestored(AccountRestored restored)
    {
        accounts.Forget(restored.Account);
        replies.ForgetAll();
    }

    private void ForgetAnswered(PostId? post)
    {
        if (post is not { } answered)
            return;

        posts.Forget(answered);
        replies.Forget(answered);
    }

    private void ForgetMarked(PostId post, AccountId by)
    {
        posts.Forget(post);
        marks.Forget(by, post);
    }

    private void ForgetBoost(PostId boost, PostId post, AccountId by)
    {
        posts.Forget(boost);
        accounts.Forget(by);
        ForgetMarked(post, by);
    }

    private void ForgetPair(AccountId follower, AccountId followed)
    {
        accounts.Forget(follower);
        accounts.Forget(followed);
        relationships.Forget(follower, followed);
    }

    private void ForgetFollows()
    {
        accounts.ForgetAll();
        relationships.ForgetAll();
    }

    /// <summary>That there is no such account may have been asked for and kept before there was one.</summary>
    private void ForgetSignedUp(SignedUp signedUp)
    {
        accounts.Forget(signedUp.Account);
        accounts.ForgetHandles();
    }

    /// <summary>
    /// An account that is gone is named in posts of others, and who knows in which. Pages last: one that is made meanwhile finds nothing of what is gone.
    /// </summary>
    private void ForgetAll()
    {
        replies.ForgetAll();
        marks.ForgetAll();
        tags.ForgetAll();
        ForgetFollows();
        ForgetErased();
    }
}
