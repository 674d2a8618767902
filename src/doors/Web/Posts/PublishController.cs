using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Timelines;

namespace Plaza.Web.Posts;

/// <summary>Publishes posts and replies. A rejected post is redisplayed on the page of its form.</summary>
[RequireLogin]
internal sealed class PublishController(IRequestBus bus, Visitor visitor, HomePageReader homes, ThreadPageReader threads) : Controller
{
    [PreservesForm("text", "content_warning"), HttpPost("/posts")]
    public async Task<IActionResult> PublishAsync([FromForm] PostForm form, CancellationToken ct)
    {
        var parent = await FindParentAsync(form.InReplyTo, ct);
        try
        {
            var post = await bus.SendAsync(
                new PublishPost(visitor.RequiredAccount, form.Text, VisibilityOption.Read(form.Visibility))
                {
                    ContentWarning = form.ContentWarning,
                    InReplyTo = parent?.Id,
                    IdempotencyKey = form.IdempotencyKey,
                },
                ct);
            return new SeeOtherResult(parent is null ? $"/home?posted={post}" : $"{PostPath.Of(parent)}#p{post}");
        }
        catch (RequestRejectedException rejection) when (parent is not null)
        {
            var page = await threads.ReadAsync(parent, ct);
            return this.RedisplayForm("Thread", page with { Compose = page.Compose?.With(form) }, rejection);
        }
        catch (RequestRejectedException rejection)
        {
            var page = await homes.ReadAsync(new(null, null), ct);
            return this.RedisplayForm("Home", page with { Compose = page.Compose.With(form) }, rejection);
        }
    }

    private async Task<PostView?> FindParentAsync(string id, CancellationToken ct)
    {
        if (id is "")
            return null;

        return (PostId.TryParse(id, out var post) ? await threads.FindAsync(post, ct) : null)
            ?? throw RequestRejectedException.NotFound("The post that you reply to was deleted, or is not visible to you.");
    }
}
