using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Audiences;

/// <summary>
/// Decides who may see a post and where it is listed, for pages, API, timelines, notifications and mail alike. All forms, in memory, LINQ and SQL, are
/// derived from <see cref="AdmittedTo"/> and <see cref="IsListed"/>; a test compares them. Posts of suspended accounts are hidden from everyone; a boost
/// is visible to those who may see the boosted post.
/// </summary>
public static class Audience
{
    private static readonly Visibility[] ForAnyone = Admitting(ViewerRelations.Any);
    private static readonly Visibility[] ForAuthor = Admitting(ViewerRelations.Author);
    private static readonly Visibility[] ForMentioned = Admitting(ViewerRelations.Mentioned);
    private static readonly Visibility[] ForFollower = Admitting(ViewerRelations.Follower);
    private static readonly Visibility[] Listed = [.. Enum.GetValues<Visibility>().Where(visibility => IsListed(visibility, Place.PublicTimeline))];

    /// <summary>
    /// The rule in SQL, for a post <c>q</c> and a viewer <c>{0}</c> who is its author or follows the author. The visibility stands inside of
    /// <c>exists</c>, so that SQLite does not read an index for each alternative instead of the one on author and id.
    /// </summary>
    internal static string SeenByFollower { get; } =
        $$"""
        exists (select 1 from accounts a where a.id = q.author and a.suspended_at is null)
            and (q.visibility in ({{Sql(Admitting(ViewerRelations.Any | ViewerRelations.Follower))}})
              or (q.author = {0} and q.visibility in ({{Sql(ForAuthor)}}))
              or exists (select 1 from mentions m where m.post = q.id and m.account = {0} and q.visibility in ({{Sql(ForMentioned)}})))
            and (q.boost_of is null or exists (
              select 1 from posts o join accounts a on a.id = o.author where o.id = q.boost_of and a.suspended_at is null))
        """;

    /// <summary>Whether posts of a visibility are listed in a place, for those who may see them.</summary>
    public static bool IsListed(Visibility visibility, Place place) => place is not Place.PublicTimeline || visibility is Visibility.Public;

    /// <summary>The rule for a new post and a follower of its author.</summary>
    public static bool ReachesFollower(PostPublished posted, AccountId follower) =>
        Admits(posted.Visibility, ViewerRelations.Any | ViewerRelations.Follower)
        || (Admits(posted.Visibility, ViewerRelations.Mentioned) && posted.Mentions.Contains(follower));

    /// <summary>The rule when only the visibility is known: null when follows and mentions decide.</summary>
    public static bool? ByVisibilityAlone(Visibility visibility, AccountId author, AccountId? viewer) =>
        Admits(visibility, viewer == author ? ViewerRelations.Any | ViewerRelations.Author : ViewerRelations.Any) ? true
        : viewer is null ? false
        : null;

    /// <summary>The rule for a cached post or boost. For a boost, decide on the boosted post as well.</summary>
    /// <param name="viewer">Null for a visitor who is not logged in.</param>
    /// <param name="post">The post to decide on.</param>
    /// <param name="author">The author; null when the account does not exist.</param>
    /// <param name="follows">Whether one account follows another. Called only where it matters.</param>
    internal static bool Decide(AccountId? viewer, CachedPost post, AccountView? author, Func<AccountId, AccountId, bool> follows)
    {
        if (author is null or { IsSuspended: true })
            return false;

        if (Admits(post.Visibility, ViewerRelations.Any))
            return true;

        return viewer is { } reader
            && ((post.Author == reader && Admits(post.Visibility, ViewerRelations.Author))
                || (Admits(post.Visibility, ViewerRelations.Mentioned) && post.Mentions.Any(mention => mention.Id == reader))
                || (Admits(post.Visibility, ViewerRelations.Follower) && follows(reader, post.Author)));
    }

    /// <summary>The posts that a viewer may see and that are listed in a place.</summary>
    /// <param name="posts">The posts to filter.</param>
    /// <param name="db">The database they are read from.</param>
    /// <param name="viewer">Null for a visitor who is not logged in.</param>
    /// <param name="place">Where the posts are shown.</param>
    internal static IQueryable<PostRow> VisibleTo(this IQueryable<PostRow> posts, PlazaDbContext db, AccountId? viewer, Place place = Place.Anywhere)
    {
        var reader = viewer ?? default;
        var listed = place is Place.PublicTimeline ? posts.Where(post => EF.Constant(Listed).Contains(post.Visibility)) : posts;
        return listed.Where(post =>
            db.Accounts.Any(author => author.Id == post.Author && author.SuspendedAt == null)
            && (EF.Constant(ForAnyone).Contains(post.Visibility)
                || (post.Author == reader && EF.Constant(ForAuthor).Contains(post.Visibility))
                || db.Mentions.Any(mention => mention.Post == post.Id && mention.Account == reader && EF.Constant(ForMentioned).Contains(post.Visibility))
                || db.Follows.Any(follow => follow.Followed == post.Author && follow.Follower == reader && EF.Constant(ForFollower).Contains(post.Visibility)))
            && (post.BoostOf == null
                || db.Posts.Any(original => original.Id == post.BoostOf
                    && db.Accounts.Any(author => author.Id == original.Author && author.SuspendedAt == null))));
    }

    /// <summary>The posts that are for everyone, unless their author is suspended.</summary>
    internal static IQueryable<PostRow> ForEveryone(this IQueryable<PostRow> posts) => posts.Where(post => EF.Constant(ForAnyone).Contains(post.Visibility));

    /// <summary>The posts that are not for everyone.</summary>
    internal static IQueryable<PostRow> Restricted(this IQueryable<PostRow> posts) => posts.Where(post => !EF.Constant(ForAnyone).Contains(post.Visibility));

    /// <summary>The table of rules: a viewer needs one of these relations to a post to see it.</summary>
    private static ViewerRelations AdmittedTo(Visibility visibility) => visibility switch
    {
        _ when visibility.IsForEveryone => ViewerRelations.Any,
        Visibility.Followers => ViewerRelations.Author | ViewerRelations.Mentioned | ViewerRelations.Follower,
        _ => ViewerRelations.Author | ViewerRelations.Mentioned,
    };

    private static bool Admits(Visibility visibility, ViewerRelations relations) => (AdmittedTo(visibility) & relations) is not ViewerRelations.None;

    private static Visibility[] Admitting(ViewerRelations relations) => [.. Enum.GetValues<Visibility>().Where(visibility => Admits(visibility, relations))];

    private static string Sql(Visibility[] visibilities) => string.Join(", ", visibilities.Select(visibility => $"{visibility:D}"));

    /// <summary>How a viewer relates to a post.</summary>
    [Flags]
    private enum ViewerRelations
    {
        None = 0,

        /// <summary>Every viewer has it, also without an account.</summary>
        Any = 1,

        Author = 2,

        Mentioned = 4,

        /// <summary>Follows the author.</summary>
        Follower = 8,
    }
}

/// <summary>Where posts are shown.</summary>
public enum Place
{
    /// <summary>Pages of posts, threads and profiles, homes, notifications and mail: everything that the viewer may see.</summary>
    Anywhere,

    /// <summary>The local timeline, hashtags and statistics of hashtags: what its author addressed to everyone and wants to be found.</summary>
    PublicTimeline,
}
