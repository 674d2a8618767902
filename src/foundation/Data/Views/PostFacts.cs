using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Model;
using Plaza.Data.Posts;

namespace Plaza.Data.Views;

/// <summary>What a page of posts needs besides their rows, read in a handful of queries however long the page.</summary>
internal sealed record PostFacts(
    Dictionary<AccountId, AccountView> Accounts,
    Dictionary<AppId, AppView> Apps,
    ILookup<PostId, AccountId> Mentions,
    ILookup<PostId, string> Tags,
    HashSet<PostId> Answered,
    HashSet<PostId> Favourites,
    HashSet<PostId> Boosts)
{
    public static async Task<PostFacts> ReadAsync(PlazaDb db, IReadOnlyList<PostRow> rows, AccountId? viewer, CancellationToken ct)
    {
        var posts = rows.Select(row => row.Id).Distinct().ToList();
        var answered = rows.Where(row => row.InReplyTo is not null).Select(row => row.InReplyTo!.Value).Distinct().ToList();
        var apps = rows.Where(row => row.App is not null).Select(row => row.App!.Value).Distinct().ToList();
        var mentions = await db.Mentions.Where(mention => posts.Contains(mention.Post)).ToListAsync(ct);
        var tags = await db.PostTags.Where(tag => posts.Contains(tag.Post)).OrderBy(tag => tag.Tag).ToListAsync(ct);
        var accounts = rows.Select(row => row.Author)
            .Concat(rows.Where(row => row.InReplyToAuthor is not null).Select(row => row.InReplyToAuthor!.Value))
            .Concat(mentions.Select(mention => mention.Account))
            .Distinct()
            .ToList();

        return new(
            await AccountViews.GetAsync(db, accounts, ct),
            apps.Count is 0 ? [] : await db.Apps.Where(app => apps.Contains(app.Id)).ToDictionaryAsync(app => app.Id, app => new AppView(app.Name, app.Website), ct),
            mentions.ToLookup(mention => mention.Post, mention => mention.Account),
            tags.ToLookup(tag => tag.Post, tag => tag.Tag),
            answered.Count is 0 ? [] : [.. await db.Posts.Where(post => answered.Contains(post.Id)).VisibleTo(db, viewer).Select(post => post.Id).ToListAsync(ct)],
            viewer is null ? [] : [.. await db.Favourites.Where(favourite => favourite.Account == viewer && posts.Contains(favourite.Post))
                .Select(favourite => favourite.Post).ToListAsync(ct)],
            viewer is null ? [] : [.. await db.Posts.Where(boost => boost.Author == viewer && boost.BoostOf != null && posts.Contains(boost.BoostOf.Value))
                .Select(boost => boost.BoostOf!.Value).ToListAsync(ct)]);
    }

    /// <summary>Whether the author was still there when this was read.</summary>
    public bool Know(PostRow row) => Accounts.ContainsKey(row.Author);

    public PostView View(PostRow row, PostView? boosted) => new()
    {
        Id = row.Id,
        Author = Accounts[row.Author],
        CreatedAt = row.CreatedAt,
        Visibility = row.Visibility,
        Text = row.Text,
        Html = row.Html,
        ContentWarning = row.ContentWarning,
        Sensitive = row.Sensitive,
        Language = row.Language,
        InReplyTo = row.InReplyTo is { } post && Answered.Contains(post) ? post : null,
        InReplyToAuthor = row.InReplyToAuthor is { } author && row.InReplyTo is { } answered && Answered.Contains(answered)
            ? Accounts.GetValueOrDefault(author)
            : null,
        Boosted = boosted,
        App = row.App is { } app ? Apps.GetValueOrDefault(app) : null,
        Replies = row.Replies,
        Boosts = row.Boosts,
        Favourites = row.Favourites,
        IsFavourite = Favourites.Contains(row.Id),
        IsBoosted = Boosts.Contains(row.Id),
        Mentions = [.. Mentions[row.Id].Where(Accounts.ContainsKey).Select(account => Accounts[account])],
        Tags = [.. Tags[row.Id]],
    };
}
