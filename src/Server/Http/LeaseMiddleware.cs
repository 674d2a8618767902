using Plaza.Data.Nodes;
using Plaza.Http.Rejections;

namespace Plaza.Server.Http;

/// <summary>Rejects requests while the lease of this node is not valid: it could answer from memory what others have changed (docs/decisions/0081).</summary>
internal sealed class LeaseMiddleware(RequestDelegate next, Node node)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (node.IsLive)
            return next(context);

        context.Response.AddRetryAfter(StatusCodes.Status503ServiceUnavailable);
        return context.RejectAsync(StatusCodes.Status503ServiceUnavailable, "This node cannot reach the database. Try again in a few seconds.");
    }
}
