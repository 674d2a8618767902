using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Audiences;

/// <summary>
/// Who may see a post. The one place that says so: pages, API, timelines, notifications and mail all ask here. Posts of
/// suspended accounts are seen by nobody; a boost is seen by whoever may see what it passes on.
/// </summary>
public static class Audience
{
    /// <summary>The same rule in SQL, of a post <c>q</c>, for a reader <c>{0}</c> who follows its author or has written it.</summary>
    internal const string SeenByFollower =
        """
        exists (select 1 from accounts a where a.id = q.author and a.suspended_at is null)
            and (q.visibility <> 3 or q.author = {0} or exists (select 1 from mentions m where m.post = q.id and m.account = {0}))
            and (q.boost_of is null or exists (
              select 1 from posts o join accounts a on a.id = o.author where o.id = q.boost_of and a.suspended_at is null))
        """;

    /// <param name="posts">The posts in question.</param>
    /// <param name="db">The database they are read from.</param>
    /// <param name="viewer">Who looks; null for somebody who is not logged in.</param>
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

    /// <summary>The same rule for a post or boost in memory; what a boost passes on is asked about by itself.</summary>
    /// <param name="viewer">Who looks; null for somebody who is not logged in.</param>
    /// <param name="post">The post in question.</param>
    /// <param name="author">Who wrote it; null when the account is gone.</param>
    /// <param name="follows">Whether one account follows another. Asked only where it matters.</param>
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

    /// <summary>The same rule where nothing but the visibility is known: null where it takes follows and mentions to decide.</summary>
    public static bool? ByVisibilityAlone(Visibility visibility, AccountId author, AccountId? viewer) =>
        visibility.IsForEveryone || viewer == author ? true
        : viewer is null ? false
        : null;

    /// <summary>The same rule for a post that was just published, for a reader who follows its author.</summary>
    public static bool ReachesFollower(PostPublished posted, AccountId follower) =>
        posted.Visibility is not Visibility.Direct || posted.Mentions.Contains(follower);
}
