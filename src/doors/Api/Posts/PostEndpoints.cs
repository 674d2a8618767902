using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Queries.Threads;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Posts;

/// <summary>Endpoints that read, publish and delete posts. The paths are Mastodon's.</summary>
internal static class PostEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapPosts()
        {
            var posts = api.MapGroup("v1/statuses").WithTags("Posts");

            posts.MapPost("", PublishAsync).ForUsers("write:statuses");
            posts.MapGet("", ReadByIdsAsync).ForAnyone("read:statuses");
            posts.MapGet("{id:id}", ReadAsync).ForAnyone("read:statuses");
            posts.MapDelete("{id:id}", DeleteAsync).ForUsers("write:statuses");
            posts.MapGet("{id:id}/context", ReadThreadAsync).ForAnyone("read:statuses");
            posts.MapGet("{id:id}/source", ReadSourceAsync).ForUsers("read:statuses");
            posts.MapGet("{id:id}/history", ReadHistoryAsync).ForAnyone("read:statuses");
        }
    }

    private static async Task<IResult> PublishAsync(
        PublishPostRequest post, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct)
    {
        var command = post.ToCommand(caller);
        var id = await bus.SendAsync(command, ct);
        var view = await posts.FindAsync(id, caller.Account, ct)
            ?? await posts.GetViewOfAsync(DeletedPost(id, command, await bus.SendAsync(new RenderPost(command), ct)), caller.Account, ct);
        return writer.ToResult(view ?? throw ApiException.NotFound(), caller.Account);
    }

    /// <summary>
    /// The response to a repeated idempotency key whose post was deleted in the meantime. It is built from the repeated request, since nothing of a
    /// deleted post is stored (mastodon#40399).
    /// </summary>
    private static CachedPost DeletedPost(PostId id, PublishPost command, RenderedPost rendered) => new()
    {
        Id = id,
        Author = command.Author,
        CreatedAt = id.Time,
        Visibility = rendered.Visibility,
        Text = command.Text,
        Html = rendered.Html,
        ContentWarning = rendered.ContentWarning,
        Sensitive = rendered.Sensitive,
        Language = rendered.Language,
        InReplyTo = command.InReplyTo,
        Mentions = [.. rendered.Mentions.Select(mention => new MentionView(mention.Value, mention.Key))],
        Tags = rendered.Tags,
    };

    private static async Task<IResult> ReadAsync(PostId id, Caller caller, PostQueries posts, PostWriter writer, CancellationToken ct) =>
        writer.ToResult(await posts.GetAsync(id, caller.Viewer, ct), caller.Viewer);

    private static async Task<IResult> ReadByIdsAsync(RequestFields fields, Caller caller, PostQueries posts, PostWriter writer, CancellationToken ct) =>
        writer.ToResult(await posts.GetAsync(fields.Ids<PostId>("id"), caller.Viewer, ct), caller.Viewer);

    private static async Task<IResult> DeleteAsync(
        PostId id, Caller caller, IRequestBus bus, PostQueries posts, PostWriter writer, CancellationToken ct)
    {
        var post = await posts.GetAsync(id, caller.Account, ct);
        if (post.Author.Id != caller.Account)
            throw ApiException.NotFound();

        await bus.SendAsync(new DeletePost(id, caller.Account), ct);
        return ApiResults.Json(writer.Write(await posts.RefreshAsync(post, caller.Account, ct), caller.Account, post.Boosted is null ? post.Text : null));
    }

    private static async Task<IResult> ReadThreadAsync(
        PostId id, Caller caller, PostQueries posts, ThreadQueries threads, PostWriter writer, CancellationToken ct)
    {
        var post = await posts.GetOriginalAsync(id, caller.Viewer, ct);
        var (ancestors, replies) = await threads.ReadAsync(post.Id, caller.Viewer, ct);
        return ApiResults.Json(new ThreadJson(writer.Write(ancestors, caller.Viewer), writer.Write(replies, caller.Viewer)));
    }

    private static async Task<IResult> ReadSourceAsync(PostId id, Caller caller, PostQueries posts, CancellationToken ct)
    {
        var post = await posts.GetOriginalAsync(id, caller.Account, ct);
        return ApiResults.Json(new PostSourceJson(post.Id, post.Text, post.ContentWarning));
    }

    private static async Task<IResult> ReadHistoryAsync(PostId id, Caller caller, PostQueries posts, ApiUrls urls, CancellationToken ct) =>
        ApiResults.Json<List<PostEditJson>>([PostEditJson.From(await posts.GetOriginalAsync(id, caller.Viewer, ct), urls)]);
}
