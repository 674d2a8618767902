using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Posts;

/// <summary>Posts, favourites and boosts.</summary>
internal sealed class PostsSpace(Publishing publishing, Deleting deleting, Favouriting favouriting, Boosting boosting, TaskQueue tasks)
    : Space("posts")
{
    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<AccountDeleted>(EraseAllOf)
        .Handles<PublishPost, PostId>(publishing.PublishAsync)
        .Handles<RenderPost, RenderedPost>(publishing.RenderAsync)
        .Handles<DeletePost, bool>(deleting.DeleteAsync)
        .Handles<FavouritePost, bool>(favouriting.FavouriteAsync)
        .Handles<WithdrawFavourite, bool>(favouriting.WithdrawAsync)
        .Handles<BoostPost, PostId>(boosting.BoostAsync)
        .Handles<WithdrawBoost, bool>(boosting.WithdrawAsync)
        .Publishes<PostPublished>()
        .Publishes<PostDeleted>()
        .Publishes<PostsErased>()
        .Publishes<PostFavourited>()
        .Publishes<FavouriteWithdrawn>()
        .Publishes<PostBoosted>()
        .Publishes<BoostWithdrawn>()
        .Runs<EraseAccountPosts, AccountId>()
        .Runs<EraseFavouritesOfPost, PostId>()
        .Runs<PurgeIdempotencyKeys>();

    private void EraseAllOf(AccountDeleted deleted, EventContext context) => context.EnlistEffect(commit =>
        tasks.Add(commit, EraseAccountPosts.Name, deleted.Account.ToString(), deleted.Account));
}
