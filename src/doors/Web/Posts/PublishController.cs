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

/// <summary>Publishes posts and replies. A rejected post is shown again in the page of its form.</summary>
[RequireLogin]
internal sealed class PublishController(IRequestBus bus, Visitor visitor, HomePageReader homes, ThreadPageReader threads) : Controller
{
    [PreservesForm("text", "content_warning"), HttpPost("/posts")]
    public async Task<IActionResult> PublishAsync([FromForm] PostForm form, CancellationToken ct)
    {
        var answered = await AnsweredAsync(form.InReplyTo, ct);
        try
        {
            var post = await bus.SendAsync(
                new PublishPost(visitor.RequiredAccount, form.Text, VisibilityOption.Read(form.Visibility))
                {
                    ContentWarning = form.ContentWarning,
                    InReplyTo = answered?.Id,
                    IdempotencyKey = form.IdempotencyKey,
                },
                ct);
            return new SeeOtherResult(answered is null ? $"/home?posted={post}" : $"{PostPath.Of(answered)}#p{post}");
        }
        catch (RequestRejectedException refused) when (answered is not null)
        {
            var page = await threads.ReadAsync(answered, ct);
            return this.RedisplayForm("Thread", page with { Compose = page.Compose?.With(form) }, refused);
        }
        catch (RequestRejectedException refused)
        {
            var page = await homes.ReadAsync(new(null, null), ct);
            return this.RedisplayForm("Home", page with { Compose = page.Compose.With(form) }, refused);
        }
    }

    private async Task<PostView?> AnsweredAsync(string id, CancellationToken ct)
    {
        if (id is "")
            return null;

        return (PostId.TryParse(id, out var post) ? await threads.FindAsync(post, ct) : null)
            ?? throw RequestRejectedException.NotFound("The post that you reply to was deleted, or is not visible to you.");
    }
}
