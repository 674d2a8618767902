using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Input;
using Plaza.Http;

namespace Plaza.Api.Errors;

/// <summary>
/// Responds to requests that match no endpoint: 404, 405 where other methods are mapped, 204 for OPTIONS, the latter two with <c>Allow</c>.
/// Errors are JSON, since clients hang on HTML.
/// </summary>
internal static class FallbackEndpoints
{
    private static readonly string[] Patterns =
        ["/api/{**rest}", "/.well-known/{**rest}", "/nodeinfo/{**rest}", "/oauth/token", "/oauth/revoke", "/oauth/userinfo"];

    extension(IEndpointRouteBuilder root)
    {
        public void MapFallbacks(AllowedMethods methods)
        {
            foreach (var pattern in Patterns)
                root.Map(pattern, context => Answer(context, methods.Answer(context))).WithOrder(int.MaxValue);
        }
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return status switch
        {
            StatusCodes.Status204NoContent => Task.CompletedTask,
            StatusCodes.Status405MethodNotAllowed => throw new ApiException(status, "Method not allowed"),
            _ => throw ApiException.NotFound(),
        };
    }
}
