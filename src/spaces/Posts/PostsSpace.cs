using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Posts;

/// <summary>Publishes and deletes posts, favourites and boosts.</summary>
internal sealed class PostsSpace(Publishing publishing, Deleting deleting, Reactions reactions, TaskQueue tasks)
    : Space("posts")
{
    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<AccountDeleted>(EraseAccount)
        .Handles<PublishPost, PostId>(publishing.PublishAsync)
        .Handles<RenderPost, RenderedPost>(publishing.RenderAsync)
        .Handles<DeletePost, bool>(deleting.DeleteAsync)
        .Handles<FavouritePost, bool>(reactions.FavouriteAsync)
        .Handles<WithdrawFavourite, bool>(reactions.WithdrawAsync)
        .Handles<BoostPost, PostId>(reactions.BoostAsync)
        .Handles<WithdrawBoost, bool>(reactions.WithdrawAsync)
        .Publishes<PostPublished>()
        .Publishes<PostDeleted>()
        .Publishes<PostsErased>()
        .Publishes<PostFavourited>()
        .Publishes<FavouriteWithdrawn>()
        .Publishes<PostBoosted>()
        .Publishes<BoostWithdrawn>()
        .Runs<EraseAccountPosts, AccountId>()
        .Runs<EraseReactionsOfPost, PostId>()
        .Runs<PurgeIdempotencyKeys>();

    private void EraseAccount(AccountDeleted deleted, EventContext context) => context.EnlistEffect(tx =>
        tasks.Add(tx, EraseAccountPosts.Name, deleted.Account.ToString(), deleted.Account));
}
