using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Text;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Posts;

/// <summary>Publishes posts.</summary>
internal sealed class Publishing(
    PostRepository posts,
    IdempotencyKeyRepository keys,
    AccountQueries accounts,
    PostQueries views,
    Committer committer,
    IOptions<ServerOptions> options)
{
    private readonly string _localDomain = options.Value.Host;
    private readonly string _language = options.Value.Language;

    public async ValueTask<PostId> PublishAsync(PublishPost order, CancellationToken ct)
    {
        var draft = await CheckAsync(order, ct);
        var answered = await AnsweredAsync(order, ct);
        if (order.InReplyTo is not null && answered is null)
            return await keys.FindAsync(order.Author, order.App ?? default, order.IdempotencyKey, ct) ?? throw AnsweredIsGone();

        var known = await accounts.FindByHandlesAsync(draft.Text.Mentions, ct);
        var html = draft.Text.ToHtml(known.Keys.ToHashSet());
        var published = new PostPublished(default, order.Author, RestrictTo(draft.Visibility, answered?.Visibility))
        {
            InReplyTo = answered?.Id,
            InReplyToAuthor = answered?.Author,
            Mentions = [.. draft.Text.Mentions.Where(known.ContainsKey).Select(handle => known[handle])],
            Tags = TagsOf(draft),
        };

        var bytes = sizeof(char) * (order.Text.Length + draft.Text.Source.Length + order.ContentWarning.Length + html.Length);
        return await committer.CommitAsync(commit => Publish(commit, order, draft, html, published), bytes, ct);
    }

    public async ValueTask<RenderedPost> RenderAsync(RenderPost query, CancellationToken ct)
    {
        var draft = await CheckAsync(query.Post, ct);
        var answered = await AnsweredAsync(query.Post, ct);
        var known = await accounts.FindByHandlesAsync(draft.Text.Mentions, ct);

        return new(
            RestrictTo(draft.Visibility, answered?.Visibility),
            draft.Text.ToHtml(known.Keys.ToHashSet()),
            draft.ContentWarning,
            draft.Sensitive,
            draft.Language,
            known,
            TagsOf(draft));
    }

    private async ValueTask<Draft> CheckAsync(PublishPost order, CancellationToken ct) =>
        Draft.Check(order, (await accounts.FindAsync(order.Author, ct))?.Posting ?? PostingDefaults.Initial, _localDomain, _language);

    private static List<string> TagsOf(Draft draft) => [.. draft.Text.Tags.Select(Hashtag.KeyOf)];

    private static RequestRejectedException AnsweredIsGone() => RequestRejectedException.NotFound("The post that you answer does not exist, or not any more.");

    private PostId Publish(WriteTransaction commit, PublishPost order, Draft draft, string html, PostPublished published)
    {
        if (order.IdempotencyKey is { } known && keys.Find(commit, order.Author, order.App ?? default, known) is { } before)
            return before;

        if (published.InReplyTo is { } answered && !posts.Exists(commit, answered))
            throw AnsweredIsGone();

        AccountGuard.EnsureExists(commit, order.Author);
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
            Sensitive = draft.Sensitive,
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
    private static Visibility RestrictTo(Visibility asked, Visibility? answered) =>
        answered is Visibility.Followers or Visibility.Direct && answered > asked ? answered.Value : asked;

    /// <summary>The post that the new one answers, where it names a boost the boosted post. Null when there is none that the author may see.</summary>
    private ValueTask<CachedPost?> AnsweredAsync(PublishPost order, CancellationToken ct) =>
        order.InReplyTo is { } asked ? views.FindOriginalAsync(asked, order.Author, ct) : default;
}
