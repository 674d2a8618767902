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
internal sealed class AnonymousPageCacheFilter(RenderedPageCache pages, Visitor visitor, TimeFormatter times) : IAsyncActionFilter, IAsyncResultFilter
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

        var versions = VersionsOf(shown);
        if (pages.Find(shown.Path!, page => IsSame(page, versions, shown)) is not { } cached)
            return RenderAsync(context.HttpContext, versions, shown, next);

        context.Result = new FileContentResult(cached.Html, Html);
        return next();
    }

    private bool IsSame(RenderedPage cached, long[] versions, IAnonymouslyCacheable shown) =>
        cached.Versions.AsSpan().SequenceEqual(versions) && cached.OtherInputs.Equals(shown.CacheKey) && !times.HasPassed(cached.ExpiresAt);

    private async Task RenderAsync(HttpContext http, long[] versions, IAnonymouslyCacheable shown, ResultExecutionDelegate next)
    {
        var until = shown.Lists.SelectMany(list => list.Items).Select(item => times.ShortUntil(item.Post.CreatedAt)).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
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
            pages.Store(shown.Path!, new(versions, shown.CacheKey, until, html), _version);

        http.Response.ContentLength = html.Length;
        await http.Response.BodyWriter.WriteAsync(html, http.RequestAborted);
    }

    /// <summary>
    /// The versions of everything that the posts of a page are rendered from. An absent value is 0, so that positions keep their meaning.
    /// </summary>
    private static long[] VersionsOf(IAnonymouslyCacheable shown)
    {
        const int VersionsPerItem = 5;
        var versions = new long[VersionsPerItem * shown.Lists.Sum(list => list.Items.Count)];
        var at = 0;
        foreach (var list in shown.Lists)
        {
            foreach (var item in list.Items)
            {
                Write(item, versions.AsSpan(at, VersionsPerItem));
                at += VersionsPerItem;
            }
        }

        return versions;
    }

    private static void Write(PostItem item, Span<long> versions)
    {
        versions[0] = item.TimelinePost.Stored.Version;
        versions[1] = item.TimelinePost.Author.Version;
        versions[2] = item.TimelinePost.Boosted?.Stored.Version ?? 0;
        versions[3] = item.TimelinePost.Boosted?.Author.Version ?? 0;
        versions[4] = item.Post.InReplyToAuthor?.Version ?? 0;
    }
}
