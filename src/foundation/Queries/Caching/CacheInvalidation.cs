using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.ReadModels;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Hosting;

namespace Plaza.Queries.Caching;

/// <summary>
/// Invalidates cached views that a commit has changed, before the caller gets the response. Registered before all other spaces, whose live handlers
/// must not read stale entries.
/// </summary>
internal sealed class CacheInvalidation(
    PostCache posts,
    ReplyCache replies,
    AccountCache accounts,
    ReactionCache reactions,
    RelationshipCache relationships,
    TopTagsCache tags,
    TotalsCache totals,
    RenderedPageCache pages) : Space("views")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<PostPublished>(InvalidatePublished)
        .On<PostDeleted>(InvalidateDeleted)
        .On<PostFavourited>(favourited => InvalidateReactions(favourited.Post, favourited.By))
        .On<FavouriteWithdrawn>(withdrawn => InvalidateReactions(withdrawn.Post, withdrawn.By))
        .On<PostBoosted>(boosted => InvalidateBoost(boosted.Boost, boosted.Post, boosted.By))
        .On<BoostWithdrawn>(withdrawn => InvalidateBoost(withdrawn.Boost, withdrawn.Post, withdrawn.By))
        .On<PostsErased>(_ => InvalidatePosts())
        .On<AccountFollowed>(followed => InvalidateRelationship(followed.Follower, followed.Followed))
        .On<FollowChanged>(changed => relationships.Invalidate(changed.Follower, changed.Followed))
        .On<AccountUnfollowed>(unfollowed => InvalidateRelationship(unfollowed.Follower, unfollowed.Followed))
        .On<FollowsErased>(_ => InvalidateFollows())
        .On<ProfileChanged>(changed => accounts.Invalidate(changed.Account))
        .On<SignedUp>(InvalidateSignedUp)
        .On<AdminChanged>(changed => accounts.Invalidate(changed.Account))
        .On<AccountSuspended>(InvalidateSuspended)
        .On<AccountRestored>(InvalidateRestored)
        .On<AccountDeleted>(_ => InvalidateAll())
        .On<ReadModelRepaired>(_ => InvalidateAll())
        .Publishes<ReadModelRepaired>();

    private void InvalidatePublished(PostPublished published)
    {
        posts.Invalidate(published.Post);
        accounts.Invalidate(published.Author);
        InvalidateParent(published.InReplyTo);
        totals.Invalidate();
    }

    private void InvalidateDeleted(PostDeleted deleted)
    {
        posts.Invalidate(deleted.Post);
        accounts.Invalidate(deleted.Author);
        InvalidateParent(deleted.InReplyTo);

        foreach (var lost in deleted.Boosts)
        {
            posts.Invalidate(lost.Boost);
            accounts.Invalidate(lost.By);
        }

        tags.Invalidate(deleted.Post);
        totals.Invalidate();
        pages.InvalidateAll();
    }

    private void InvalidatePosts()
    {
        posts.InvalidateAll();
        pages.InvalidateAll();
    }

    private void InvalidateSuspended(AccountSuspended suspended)
    {
        accounts.Invalidate(suspended.Account);
        replies.InvalidateAll();
        tags.InvalidateAll();
        totals.Invalidate();
    }

    private void InvalidateRestored(AccountRestored restored)
    {
        accounts.Invalidate(restored.Account);
        replies.InvalidateAll();
        totals.Invalidate();
    }

    private void InvalidateParent(PostId? post)
    {
        if (post is not { } parent)
            return;

        posts.Invalidate(parent);
        replies.Invalidate(parent);
    }

    private void InvalidateReactions(PostId post, AccountId by)
    {
        posts.Invalidate(post);
        reactions.Invalidate(by, post);
    }

    private void InvalidateBoost(PostId boost, PostId post, AccountId by)
    {
        posts.Invalidate(boost);
        accounts.Invalidate(by);
        InvalidateReactions(post, by);
    }

    private void InvalidateRelationship(AccountId follower, AccountId followed)
    {
        accounts.Invalidate(follower);
        accounts.Invalidate(followed);
        relationships.Invalidate(follower, followed);
    }

    private void InvalidateFollows()
    {
        accounts.InvalidateAll();
        relationships.InvalidateAll();
    }

    /// <summary>The id and the handle may be cached as misses.</summary>
    private void InvalidateSignedUp(SignedUp signedUp)
    {
        accounts.Invalidate(signedUp.Account);
        accounts.InvalidateHandles();
        totals.Invalidate();
    }

    /// <summary>
    /// Posts of other accounts may mention the deleted account, and no index tells which. Pages last: one that is rendered in the meantime is not
    /// stored.
    /// </summary>
    private void InvalidateAll()
    {
        replies.InvalidateAll();
        reactions.InvalidateAll();
        tags.InvalidateAll();
        totals.Invalidate();
        InvalidateFollows();
        InvalidatePosts();
    }
}
