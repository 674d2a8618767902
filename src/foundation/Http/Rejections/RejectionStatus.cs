using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts;
using Plaza.Spaces.Requests;

namespace Plaza.Http.Rejections;

/// <summary>Maps rejections and exceptions to the status of the response, for all doors.</summary>
public static class RejectionStatus
{
    private const string RetryAfterSeconds = "5";

    /// <summary>The status for the reason given by a space.</summary>
    public static int Of(RejectionReason reason) => reason switch
    {
        RejectionReason.Invalid => StatusCodes.Status422UnprocessableEntity,
        RejectionReason.NotFound => StatusCodes.Status404NotFound,
        RejectionReason.Forbidden => StatusCodes.Status403Forbidden,
        RejectionReason.Unauthenticated => StatusCodes.Status401Unauthorized,
        RejectionReason.TooManyRequests => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The status for an exception; 500 for one that is not expected.</summary>
    /// <param name="fault">The exception of the endpoint.</param>
    /// <param name="request">After a GET or HEAD whose outcome is unknown nothing has changed, so that it can be sent again (503); after others
    /// it may have (504).</param>
    public static int Of(Exception fault, HttpRequest request) => fault switch
    {
        BadHttpRequestException malformed => malformed.StatusCode,
        RequestRejectedException rejected => Of(rejected.Reason),
        OutcomeUnknownException when !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) => StatusCodes.Status504GatewayTimeout,
        DbException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    extension(HttpResponse response)
    {
        /// <summary>Adds <c>Retry-After</c> to a 503 that has none yet.</summary>
        public void AddRetryAfter(int status)
        {
            if (status is StatusCodes.Status503ServiceUnavailable)
                response.Headers.TryAdd("Retry-After", RetryAfterSeconds);
        }
    }

    extension(HttpContext context)
    {
        /// <summary>Ends a request before it reaches a door. Below <see cref="ApiPaths"/> the error is sent; elsewhere the website renders a page from
        /// the status.</summary>
        public Task RejectAsync(int status, string error)
        {
            context.Response.StatusCode = status;
            return ApiPaths.Contain(context.Request.Path) ? context.Response.WriteAsJsonAsync(new { error }) : Task.CompletedTask;
        }
    }
}
