using Microsoft.Net.Http.Headers;

namespace Plaza.Server.Http;

/// <summary>
/// CORS (Fetch standard, §3.2) for everything below the API paths, whether or not there is an endpoint and whatever the status is: a web app
/// can read an error only if it carries these headers. Any origin may read, since cookies do not count there. Other paths have none.
/// </summary>
internal sealed class CrossOrigin(RequestDelegate next)
{
    private const string Any = "*";
    private const string Methods = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
    private const string RequestHeaders = "Authorization,Content-Type,Idempotency-Key";
    private const string ResponseHeaders = "Link,X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset,X-Request-Id";
    private const string PreflightSeconds = "3600";

    private static readonly Func<object, Task> SetHeaders = context =>
    {
        var headers = ((HttpContext)context).Response.Headers;
        headers.AccessControlAllowOrigin = Any;
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

    /// <summary>A method that is missing is allowed too: the request itself is then answered 404 or 405, which the app can read.</summary>
    private static void AnswerPreflight(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowOrigin = Any;
        response.Headers.AccessControlAllowMethods = Methods;
        response.Headers.AccessControlAllowHeaders = RequestHeaders;
        response.Headers.AccessControlMaxAge = PreflightSeconds;
    }
}
