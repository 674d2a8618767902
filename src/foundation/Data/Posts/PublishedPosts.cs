using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;

namespace Plaza.Data.Posts;

/// <summary>Posts and boosts, with whom they name, their hashtags and their counts. Written by the Posts space alone.</summary>
public sealed class PublishedPosts
{
    public void Add(Commit commit, PostRow post, IReadOnlyCollection<AccountId> mentions, IReadOnlyCollection<string> tags)
    {
        Insert(commit, post);

        foreach (var account in mentions)
            commit.Run($"insert into mentions (post, account) values ({post.Id}, {account})");

        foreach (var tag in tags)
            commit.Run($"insert into post_tags (tag, post) values ({tag}, {post.Id})");

        if (post.InReplyTo is { } answered)
            commit.Run($"update posts set replies = replies + 1 where id = {answered}");
    }

    /// <returns>The boost that the account made of this post before; null when it was added now.</returns>
    public PostId? AddBoost(Commit commit, PostRow boost)
    {
        var original = boost.BoostOf!.Value;
        if (BoostBy(commit, boost.Author, original) is { } before)
            return before;

        Insert(commit, boost);
        commit.Run($"update posts set boosts = boosts + 1 where id = {original}");
        return null;
    }

    /// <returns>The boost that was removed; null when there was none.</returns>
    public PostId? RemoveBoost(Commit commit, AccountId by, PostId original)
    {
        if (BoostBy(commit, by, original) is not { } boost)
            return null;

        commit.Run($"delete from posts where id = {boost}");
        commit.Run($"update posts set boosts = boosts - 1 where id = {original}");
        Count(commit, by, -1);
        return boost;
    }

    public bool Exists(Commit commit, PostId post) => commit.Number($"select 1 from posts where id = {post}") is not null;

    /// <summary>Removes a post with all that hangs on it, and what the journal said of it.</summary>
    /// <returns>What it answered, and the boosts that went with it; null when there was no such post.</returns>
    public (PostId? InReplyTo, List<LostBoost> Boosts)? Remove(Commit commit, PostRow post)
    {
        var removed = commit.Read(
            $"delete from posts where id = {post.Id} returning sequence, in_reply_to",
            row => (Sequence: row.GetInt64(0), Answered: row.IsDBNull(1) ? (PostId?)null : new PostId(row.GetInt64(1))));
        if (removed is not [var (sequence, answered)])
            return null;

        var boosts = commit.Read(
            $"delete from posts where boost_of = {post.Id} returning id, author",
            row => new LostBoost(new(row.GetInt64(0)), new(row.GetInt64(1))));
        foreach (var (_, by) in boosts)
            Count(commit, by, -1);

        commit.Run($"delete from mentions where post = {post.Id}");
        commit.Run($"delete from post_tags where post = {post.Id}");
        if (answered is not null)
            commit.Run($"update posts set replies = replies - 1 where id = {answered}");

        Count(commit, post.Author, -1);
        commit.Erase(sequence);
        return (answered, boosts);
    }

    /// <summary>Some of an account's posts and boosts, to be removed one by one when the account is gone.</summary>
    public List<PostRow> SomeOf(Commit commit, AccountId author, int most) => commit.Read(
        $"select id, boost_of from posts where author = {author} order by id limit {(long)most}",
        row => new PostRow
        {
            Id = new(row.GetInt64(0)),
            BoostOf = row.IsDBNull(1) ? null : new PostId(row.GetInt64(1)),
            Author = author,
            Text = "",
            Html = "",
            ContentWarning = "",
            CreatedAt = default,
            Sensitive = false,
            Sequence = 0,
            Visibility = default,
        });

    public void ForgetAuthor(Commit commit, AccountId author) => commit.Run($"delete from author_counts where account = {author}");

    /// <summary>Deletes one batch of the mentions of an account.</summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int RemoveMentionsOf(Commit commit, AccountId account, int batchSize) => commit.Run(
        $"delete from mentions where rowid in (select rowid from mentions where account = {account} limit {(long)batchSize})");

    private static PostId? BoostBy(Commit commit, AccountId by, PostId original) =>
        commit.Number($"select id from posts where boost_of = {original} and author = {by}") is { } boost ? new PostId(boost) : null;

    private static void Insert(Commit commit, PostRow post)
    {
        commit.Run(
            $"""
            insert into posts (id, author, visibility, text, html, content_warning, sensitive, language, in_reply_to,
              in_reply_to_author, boost_of, app, created_at, sequence, replies, boosts, favourites)
            values ({post.Id}, {post.Author}, {post.Visibility}, {post.Text}, {post.Html}, {post.ContentWarning}, {post.Sensitive},
              {post.Language}, {post.InReplyTo}, {post.InReplyToAuthor}, {post.BoostOf}, {post.App}, {post.CreatedAt}, {post.Sequence}, 0, 0, 0)
            """);
        commit.Run(
            $"""
            insert into author_counts (account, posts, last_post_at) values ({post.Author}, 1, {post.CreatedAt})
            on conflict (account) do update set posts = author_counts.posts + 1, last_post_at = excluded.last_post_at
            """);
    }

    private static void Count(Commit commit, AccountId author, long by) =>
        commit.Run($"update author_counts set posts = posts + {by} where account = {author}");
}
