using Microsoft.Net.Http.Headers;
using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>
/// CORS (Fetch standard, §3.2) for all paths below <see cref="ApiPaths"/>, with or without an endpoint and for every status: a web app
/// can read an error only if the response has these headers. Any origin is allowed, since cookies are ignored there. Other paths have none.
/// </summary>
internal sealed class CrossOriginMiddleware(RequestDelegate next)
{
    private const string AnyOrigin = "*";
    private const string Methods = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
    private const string RequestHeaders = "Authorization,Content-Type,Idempotency-Key";
    private const string ResponseHeaders = "Link,X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset,X-Request-Id";
    private const string MaxAgeSeconds = "3600";

    private static readonly Func<object, Task> SetHeaders = context =>
    {
        var headers = ((HttpContext)context).Response.Headers;
        headers.AccessControlAllowOrigin = AnyOrigin;
        headers.AccessControlExposeHeaders = ResponseHeaders;
        return Task.CompletedTask;
    };

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Origin.Count is 0 || !ApiPaths.Contain(request.Path))
            return next(context);

        if (HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod))
        {
            AnswerPreflight(context.Response);
            return Task.CompletedTask;
        }

        context.Response.OnStarting(SetHeaders, context);
        return next(context);
    }

    /// <summary>Also allows methods that the path does not accept: the request itself is then answered 404 or 405, which the app can read.</summary>
    private static void AnswerPreflight(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowOrigin = AnyOrigin;
        response.Headers.AccessControlAllowMethods = Methods;
        response.Headers.AccessControlAllowHeaders = RequestHeaders;
        response.Headers.AccessControlMaxAge = MaxAgeSeconds;
    }
}
