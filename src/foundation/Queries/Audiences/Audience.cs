using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Audiences;

/// <summary>
/// Decides who may see a post, for pages, API, timelines, notifications and mail alike. Nobody sees posts of suspended accounts; a boost is visible
/// to those who may see the boosted post. The forms of the rule here are held against each other by a test.
/// </summary>
public static class Audience
{
    /// <summary>The rule in SQL, for a post <c>q</c> and a reader <c>{0}</c> who is its author or follows the author.</summary>
    internal const string SeenByFollower =
        """
        exists (select 1 from accounts a where a.id = q.author and a.suspended_at is null)
            and (q.visibility <> 3 or q.author = {0} or exists (select 1 from mentions m where m.post = q.id and m.account = {0}))
            and (q.boost_of is null or exists (
              select 1 from posts o join accounts a on a.id = o.author where o.id = q.boost_of and a.suspended_at is null))
        """;

    /// <param name="posts">The posts to filter.</param>
    /// <param name="db">The database they are read from.</param>
    /// <param name="viewer">Null for a visitor who is not logged in.</param>
    internal static IQueryable<PostRow> VisibleTo(this IQueryable<PostRow> posts, PlazaDbContext db, AccountId? viewer)
    {
        var reader = viewer ?? default;
        return posts.Where(post =>
            db.Accounts.Any(author => author.Id == post.Author && author.SuspendedAt == null)
            && (post.Visibility == Visibility.Public
                || post.Visibility == Visibility.Unlisted
                || post.Author == reader
                || db.Mentions.Any(mention => mention.Post == post.Id && mention.Account == reader)
                || (post.Visibility == Visibility.Followers
                    && db.Follows.Any(follow => follow.Followed == post.Author && follow.Follower == reader)))
            && (post.BoostOf == null
                || db.Posts.Any(original => original.Id == post.BoostOf
                    && db.Accounts.Any(author => author.Id == original.Author && author.SuspendedAt == null))));
    }

    /// <summary>The rule for a cached post or boost. For a boost, decide on the boosted post as well.</summary>
    /// <param name="viewer">Null for a visitor who is not logged in.</param>
    /// <param name="post">The post to decide on.</param>
    /// <param name="author">The author; null when the account does not exist.</param>
    /// <param name="follows">Whether one account follows another. Called only where it matters.</param>
    internal static bool Includes(AccountId? viewer, CachedPost post, AccountView? author, Func<AccountId, AccountId, bool> follows)
    {
        if (author is null or { IsSuspended: true })
            return false;

        if (post.Visibility.IsForEveryone)
            return true;

        return viewer is { } reader
            && (post.Author == reader
                || post.Mentions.Any(mention => mention.Id == reader)
                || (post.Visibility is Visibility.Followers && follows(reader, post.Author)));
    }

    /// <summary>The rule where only the visibility is known: null where follows and mentions decide.</summary>
    public static bool? ByVisibilityAlone(Visibility visibility, AccountId author, AccountId? viewer) =>
        visibility.IsForEveryone || viewer == author ? true
        : viewer is null ? false
        : null;

    /// <summary>The rule for a new post and a follower of its author.</summary>
    public static bool ReachesFollower(PostPublished posted, AccountId follower) =>
        posted.Visibility is not Visibility.Direct || posted.Mentions.Contains(follower);
}
