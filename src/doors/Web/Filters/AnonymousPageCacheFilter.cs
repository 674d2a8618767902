using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Plaza.Queries.Caching;
using Plaza.Web.Components;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Filters;

/// <summary>
/// Serves anonymous visitors a cached rendered page while nothing on it has changed. Caches canonical paths without a query only, so that
/// clients cannot fill the cache with variants. Pages for logged-in visitors contain their own forms and are rendered each time.
/// </summary>
internal sealed class AnonymousPageCacheFilter(RenderedPageCache pages, Visitor visitor, TimeFormatter moments) : IAsyncActionFilter, IAsyncResultFilter
{
    private const string Html = "text/html; charset=utf-8";

    private int _version;

    public Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        _version = pages.GetVersion(context.HttpContext.Request.Path.Value ?? "");
        return next();
    }

    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        var shown = context.Result is ViewResult { StatusCode: null, Model: IAnonymouslyCacheable model }
            && !visitor.IsLoggedIn && HttpMethods.IsGet(request.Method) && !request.QueryString.HasValue && request.Path.Value == model.Path ? model : null;
        if (shown is null)
            return next();

        var editions = EditionsOf(shown);
        if (pages.Find(shown.Path!, page => IsSame(page, editions, shown)) is not { } kept)
            return RenderAsync(context.HttpContext, editions, shown, next);

        context.Result = new FileContentResult(kept.Html, Html);
        return next();
    }

    private bool IsSame(RenderedPage kept, long[] editions, IAnonymouslyCacheable shown) =>
        kept.Versions.AsSpan().SequenceEqual(editions) && kept.OtherInputs.Equals(shown.CacheKey) && !moments.HasCome(kept.ExpiresAt);

    private async Task RenderAsync(HttpContext http, long[] editions, IAnonymouslyCacheable shown, ResultExecutionDelegate next)
    {
        var until = shown.Lists.SelectMany(list => list.Items).Select(item => moments.ShortUntil(item.Post.CreatedAt)).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var wire = http.Response.Body;
        using var rendered = new MemoryStream();
        http.Response.Body = rendered;
        try
        {
            if ((await next()).Exception is not null)
                return;
        }
        finally
        {
            http.Response.Body = wire;
        }

        var html = rendered.ToArray();
        if (http.Response.Headers.SetCookie.Count is 0)
            pages.Store(shown.Path!, new(editions, shown.CacheKey, until, html), _version);

        http.Response.ContentLength = html.Length;
        await http.Response.BodyWriter.WriteAsync(html, http.RequestAborted);
    }

    /// <summary>Of all that a post on a page is made of. A place that is empty is 0, so that nothing moves into the place of another.</summary>
    private static long[] EditionsOf(IAnonymouslyCacheable shown)
    {
        const int Each = 5;
        var editions = new long[Each * shown.Lists.Sum(list => list.Items.Count)];
        var at = 0;
        foreach (var list in shown.Lists)
        {
            foreach (var item in list.Items)
            {
                Write(item, editions.AsSpan(at, Each));
                at += Each;
            }
        }

        return editions;
    }

    private static void Write(PostItem item, Span<long> editions)
    {
        editions[0] = item.TimelinePost.Stored.Version;
        editions[1] = item.TimelinePost.Author.Version;
        editions[2] = item.TimelinePost.Boosted?.Stored.Version ?? 0;
        editions[3] = item.TimelinePost.Boosted?.Author.Version ?? 0;
        editions[4] = item.Post.InReplyToAuthor?.Version ?? 0;
    }
}
