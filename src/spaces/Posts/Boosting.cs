using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Posts;

/// <summary>Boosts: only of what everyone may see, so that no post reaches further than its author meant it to.</summary>
internal sealed class Boosting(PostRepository posts, PostQueries views, AccountQueries accounts, Deleting deleting, Committer committer)
{
    public async ValueTask<PostId> BoostAsync(BoostPost order, CancellationToken ct)
    {
        var original = await views.OriginalAsync(order.Post, order.By, ct) ?? throw RequestRejectedException.NotFound();
        if (original.Visibility is not (Visibility.Public or Visibility.Unlisted))
            throw RequestRejectedException.Forbidden("This post is not for everyone, so it cannot be boosted.");

        var visibility = order.Visibility ?? (await accounts.FindAsync(order.By, ct))?.Posting.Visibility ?? Visibility.Public;
        if (visibility is not (Visibility.Public or Visibility.Unlisted or Visibility.Followers))
            throw RequestRejectedException.Invalid("visibility", "A boost is public, unlisted or private.");

        return await committer.CommitAsync(commit => Boost(commit, original, order.By, visibility), ct);
    }

    public async ValueTask<bool> WithdrawAsync(WithdrawBoost order, CancellationToken ct)
    {
        var original = await views.OriginalAsync(order.Post, order.By, ct) ?? throw RequestRejectedException.NotFound();
        return await committer.CommitAsync(commit => deleting.Withdraw(commit, order.By, original.Id), ct);
    }

    private PostId Boost(WriteTransaction commit, CachedPost original, AccountId by, Visibility visibility)
    {
        if (!posts.Exists(commit, original.Id))
            throw RequestRejectedException.NotFound();

        AccountGuard.EnsureExists(commit, by);
        var boost = commit.NextId<PostId>();
        var row = new PostRow
        {
            Id = boost,
            Author = by,
            Visibility = visibility,
            BoostOf = original.Id,
            Text = "",
            Html = "",
            ContentWarning = "",
            Sensitive = false,
            CreatedAt = commit.Now,
            Sequence = 0,
        };
        if (posts.AddBoost(commit, row) is { } before)
            return before;

        commit.Publish(new PostBoosted(boost, original.Id, original.Author, by) { Visibility = visibility });
        return boost;
    }
}
