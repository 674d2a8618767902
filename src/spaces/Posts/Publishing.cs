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
        var (draft, parent, rendered) = await RenderAsync(command, ct);
        if (command.InReplyTo is not null && parent is null)
            return await keys.FindAsync(command.Author, command.App ?? default, command.IdempotencyKey, ct) ?? throw ParentIsGone();

        var published = new PostPublished(default, command.Author, rendered.Visibility)
        {
            InReplyTo = parent?.Id,
            InReplyToAuthor = parent?.Author,
            Mentions = [.. draft.Text.Mentions.Where(rendered.Mentions.ContainsKey).Select(handle => rendered.Mentions[handle])],
            Tags = rendered.Tags,
        };

        var bytes = sizeof(char) * (command.Text.Length + draft.Text.Source.Length + command.ContentWarning.Length + rendered.Html.Length);
        return await committer.CommitAsync(tx => Publish(tx, command, draft.Text.Source, rendered, published), bytes, ct);
    }

    public async ValueTask<RenderedPost> RenderAsync(RenderPost query, CancellationToken ct) => (await RenderAsync(query.Post, ct)).Rendered;

    private async ValueTask<(Draft Draft, CachedPost? Parent, RenderedPost Rendered)> RenderAsync(PublishPost command, CancellationToken ct)
    {
        var defaults = (await accounts.FindAsync(command.Author, ct))?.Posting ?? PostingDefaults.Initial;
        var draft = Draft.Check(command, defaults, _localDomain, _language);
        var parent = await FindParentAsync(command, ct);
        var mentioned = await accounts.FindByHandlesAsync(draft.Text.Mentions, ct);
        var rendered = new RenderedPost(
            RestrictTo(draft.Visibility, parent?.Visibility),
            draft.Text.ToHtml(mentioned.Keys.ToHashSet()),
            draft.ContentWarning,
            draft.Sensitive,
            draft.Language,
            mentioned,
            [.. draft.Text.Tags.Select(Hashtag.KeyOf)]);
        return (draft, parent, rendered);
    }

    private static RequestRejectedException ParentIsGone() => RequestRejectedException.NotFound("The post that you answer does not exist, or not any more.");

    private PostId Publish(WriteTransaction tx, PublishPost command, string text, RenderedPost rendered, PostPublished published)
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
            Text = text,
            Html = rendered.Html,
            ContentWarning = rendered.ContentWarning,
            Sensitive = rendered.Sensitive,
            Language = rendered.Language,
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

    /// <summary>A reply to a restricted post has at most the audience of that post.</summary>
    private static Visibility RestrictTo(Visibility requested, Visibility? parent) =>
        parent is Visibility.Followers or Visibility.Direct && parent > requested ? parent.Value : requested;

    /// <summary>The parent of a reply; for a boost, the boosted post. Null when there is none that the author may see.</summary>
    private ValueTask<CachedPost?> FindParentAsync(PublishPost command, CancellationToken ct) =>
        command.InReplyTo is { } parent ? views.FindOriginalAsync(parent, command.Author, ct) : default;
}
