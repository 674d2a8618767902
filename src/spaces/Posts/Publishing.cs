using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Posts;
using Plaza.Data.Views;

namespace Plaza.Posts;

/// <summary>Publishes posts.</summary>
internal sealed class Publishing(
    PublishedPosts posts,
    IdempotencyKeys keys,
    AccountViews accounts,
    PostViews views,
    Committer committer,
    IOptions<PostsOptions> options)
{
    private readonly string _localDomain = new Uri(options.Value.PublicUrl).Host;

    public async ValueTask<PostId> PublishAsync(PublishPost order, CancellationToken ct)
    {
        var draft = Draft.Check(order, _localDomain);
        var answered = await AnsweredAsync(order, ct);
        var known = await accounts.WhoAreAsync(draft.Text.Mentions, ct);
        var html = draft.Text.ToHtml(known.Keys.ToHashSet());
        var visibility = Narrowest(order.Visibility, answered?.Visibility);
        var published = new PostPublished(default, order.Author, visibility)
        {
            InReplyTo = answered?.Id,
            InReplyToAuthor = answered?.Author,
            Mentions = [.. draft.Text.Mentions.Where(known.ContainsKey).Select(handle => known[handle])],
            Tags = [.. draft.Text.Tags.Select(tag => tag.ToLowerInvariant()).Distinct()],
        };

        var bytes = sizeof(char) * (order.Text.Length + draft.Text.Source.Length + order.ContentWarning.Length + html.Length);
        return await committer.CommitAsync(commit => Publish(commit, order, draft, html, published), bytes, ct);
    }

    private PostId Publish(Commit commit, PublishPost order, Draft draft, string html, PostPublished published)
    {
        if (order.IdempotencyKey is { } known && keys.Find(commit, order.Author, order.App ?? default, known) is { } before)
            return before;

        Remains.RefuseOf(commit, order.Author);
        var post = commit.NextId<PostId>();
        var sequence = commit.Publish(published with { Post = post });
        var row = new PostRow
        {
            Id = post,
            Author = order.Author,
            Visibility = published.Visibility,
            Text = draft.Text.Source,
            Html = html,
            ContentWarning = draft.ContentWarning,
            Sensitive = order.Sensitive || draft.ContentWarning.Length > 0,
            Language = draft.Language,
            InReplyTo = published.InReplyTo,
            InReplyToAuthor = published.InReplyToAuthor,
            App = order.App,
            CreatedAt = commit.Now,
            Sequence = sequence,
        };
        posts.Add(commit, row, published.Mentions, published.Tags);

        if (order.IdempotencyKey is { } key)
            keys.Add(commit, order.Author, order.App ?? default, key, post);

        return post;
    }

    /// <summary>An answer to what is not for everyone is not for more people than that.</summary>
    private static Visibility Narrowest(Visibility asked, Visibility? answered) =>
        answered is Visibility.Followers or Visibility.Direct && answered > asked ? answered.Value : asked;

    /// <summary>What the order answers: the post itself where it names a boost.</summary>
    private async ValueTask<StoredPost?> AnsweredAsync(PublishPost order, CancellationToken ct)
    {
        if (order.InReplyTo is not { } asked)
            return null;

        return await views.OriginalAsync(asked, order.Author, ct)
            ?? throw RefusedException.NotFound("The post that you answer does not exist, or not any more.");
    }
}
