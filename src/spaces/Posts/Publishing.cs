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

    public async ValueTask<PostId> PublishAsync(PublishPost command, CancellationToken ct)
    {
        var draft = await CheckAsync(command, ct);
        var parent = await FindParentAsync(command, ct);
        if (command.InReplyTo is not null && parent is null)
            return await keys.FindAsync(command.Author, command.App ?? default, command.IdempotencyKey, ct) ?? throw ParentIsGone();

        var known = await accounts.FindByHandlesAsync(draft.Text.Mentions, ct);
        var html = draft.Text.ToHtml(known.Keys.ToHashSet());
        var published = new PostPublished(default, command.Author, RestrictTo(draft.Visibility, parent?.Visibility))
        {
            InReplyTo = parent?.Id,
            InReplyToAuthor = parent?.Author,
            Mentions = [.. draft.Text.Mentions.Where(known.ContainsKey).Select(handle => known[handle])],
            Tags = TagsOf(draft),
        };

        var bytes = sizeof(char) * (command.Text.Length + draft.Text.Source.Length + command.ContentWarning.Length + html.Length);
        return await committer.CommitAsync(tx => Publish(tx, command, draft, html, published), bytes, ct);
    }

    public async ValueTask<RenderedPost> RenderAsync(RenderPost query, CancellationToken ct)
    {
        var draft = await CheckAsync(query.Post, ct);
        var parent = await FindParentAsync(query.Post, ct);
        var known = await accounts.FindByHandlesAsync(draft.Text.Mentions, ct);

        return new(
            RestrictTo(draft.Visibility, parent?.Visibility),
            draft.Text.ToHtml(known.Keys.ToHashSet()),
            draft.ContentWarning,
            draft.Sensitive,
            draft.Language,
            known,
            TagsOf(draft));
    }

    private async ValueTask<Draft> CheckAsync(PublishPost command, CancellationToken ct) =>
        Draft.Check(command, (await accounts.FindAsync(command.Author, ct))?.Posting ?? PostingDefaults.Initial, _localDomain, _language);

    private static List<string> TagsOf(Draft draft) => [.. draft.Text.Tags.Select(Hashtag.KeyOf)];

    private static RequestRejectedException ParentIsGone() => RequestRejectedException.NotFound("The post that you answer does not exist, or not any more.");

    private PostId Publish(WriteTransaction tx, PublishPost command, Draft draft, string html, PostPublished published)
    {
        if (command.IdempotencyKey is { } known && keys.Find(tx, command.Author, command.App ?? default, known) is { } before)
            return before;

        if (published.InReplyTo is { } parent && !posts.Exists(tx, parent))
            throw ParentIsGone();

        AccountGuard.EnsureExists(tx, command.Author);
        var post = tx.NextId<PostId>();
        var sequence = tx.Publish(published with { Post = post });
        var row = new PostRow
        {
            Id = post,
            Author = command.Author,
            Visibility = published.Visibility,
            Text = draft.Text.Source,
            Html = html,
            ContentWarning = draft.ContentWarning,
            Sensitive = draft.Sensitive,
            Language = draft.Language,
            InReplyTo = published.InReplyTo,
            InReplyToAuthor = published.InReplyToAuthor,
            App = command.App,
            CreatedAt = tx.Now,
            Sequence = sequence,
        };
        posts.Add(tx, row, published.Mentions, published.Tags);

        if (command.IdempotencyKey is { } key)
            keys.Add(tx, command.Author, command.App ?? default, key, post);

        return post;
    }

    /// <summary>A reply to a restricted post reaches no more people than that post.</summary>
    private static Visibility RestrictTo(Visibility asked, Visibility? parent) =>
        parent is Visibility.Followers or Visibility.Direct && parent > asked ? parent.Value : asked;

    /// <summary>The post that the new one replies to; of a boost, the boosted post. Null when there is none that the author may see.</summary>
    private ValueTask<CachedPost?> FindParentAsync(PublishPost command, CancellationToken ct) =>
        command.InReplyTo is { } asked ? views.FindOriginalAsync(asked, command.Author, ct) : default;
}
