using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Posts;

/// <summary>
/// Adds and withdraws favourites and boosts of posts that the account may see. Only public and unlisted posts can be boosted, so that no post reaches
/// more accounts than its author intended.
/// </summary>
internal sealed class Reactions(PostRepository posts, FavouriteRepository favourites, PostQueries views, AccountQueries accounts, Committer committer)
{
    public ValueTask<bool> FavouriteAsync(FavouritePost command, CancellationToken ct) =>
        CommitAsync(command.Post, command.By, (tx, post) => Favourite(tx, post, command.By), ct);

    public ValueTask<bool> WithdrawAsync(WithdrawFavourite command, CancellationToken ct) =>
        CommitAsync(command.Post, command.By, (tx, post) => WithdrawFavourite(tx, post.Id, post.Author, command.By), ct);

    public async ValueTask<PostId> BoostAsync(BoostPost command, CancellationToken ct)
    {
        var original = await FindAsync(command.Post, command.By, ct);
        if (!original.Visibility.IsForEveryone)
            throw RequestRejectedException.Forbidden("This post is not for everyone, so it cannot be boosted.");

        var visibility = command.Visibility ?? (await accounts.FindAsync(command.By, ct))?.Posting.Visibility ?? Visibility.Public;
        if (!visibility.IsForEveryone && visibility is not Visibility.Followers)
            throw RequestRejectedException.Invalid("visibility", "A boost is public, unlisted or private.");

        return await committer.CommitAsync(tx => Boost(tx, original, command.By, visibility), ct);
    }

    public ValueTask<bool> WithdrawAsync(WithdrawBoost command, CancellationToken ct) =>
        CommitAsync(command.Post, command.By, (tx, post) => WithdrawBoost(tx, post.Id, command.By), ct);

    /// <returns>False when there was none.</returns>
    public bool WithdrawFavourite(WriteTransaction tx, PostId post, AccountId author, AccountId by)
    {
        if (!favourites.Remove(tx, post, by))
            return false;

        tx.Publish(new FavouriteWithdrawn(post, author, by));
        return true;
    }

    /// <returns>False when there was none.</returns>
    public bool WithdrawBoost(WriteTransaction tx, PostId post, AccountId by)
    {
        if (posts.RemoveBoost(tx, by, post) is not { } boost)
            return false;

        tx.Publish(new BoostWithdrawn(boost, post, by));
        return true;
    }

    private async ValueTask<bool> CommitAsync(PostId post, AccountId by, Func<WriteTransaction, CachedPost, bool> change, CancellationToken ct)
    {
        var original = await FindAsync(post, by, ct);
        return await committer.CommitAsync(tx => change(tx, original), ct);
    }

    /// <param name="post">The post, or a boost of it.</param>
    private async ValueTask<CachedPost> FindAsync(PostId post, AccountId by, CancellationToken ct) =>
        await views.FindOriginalAsync(post, by, ct) ?? throw RequestRejectedException.NotFound();

    private bool Favourite(WriteTransaction tx, CachedPost post, AccountId by)
    {
        RequireBoth(tx, post.Id, by);
        if (!favourites.Add(tx, post.Id, by))
            return false;

        tx.Publish(new PostFavourited(post.Id, post.Author, by));
        return true;
    }

    private PostId Boost(WriteTransaction tx, CachedPost original, AccountId by, Visibility visibility)
    {
        RequireBoth(tx, original.Id, by);
        var boost = new PostRow
        {
            Id = tx.NextId<PostId>(),
            Author = by,
            Visibility = visibility,
            BoostOf = original.Id,
            Text = "",
            Html = "",
            ContentWarning = "",
            Sensitive = false,
            CreatedAt = tx.Now,
            Sequence = 0,
        };
        if (posts.AddBoost(tx, boost) is { } existing)
            return existing;

        tx.Publish(new PostBoosted(boost.Id, original.Id, original.Author, by) { Visibility = visibility });
        return boost.Id;
    }

    /// <summary>The post or the account may have been deleted while the request waited.</summary>
    private void RequireBoth(WriteTransaction tx, PostId post, AccountId by)
    {
        if (!posts.Exists(tx, post))
            throw RequestRejectedException.NotFound();

        AccountGuard.EnsureExists(tx, by);
    }
}
