using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;
using Plaza.Http;

namespace Plaza.Api.Entry;

/// <summary>
/// Stands before every endpoint: looks at the token before anything of the body is read, says who may keep the answer,
/// and turns what was thrown into an answer.
/// </summary>
internal sealed class ApiAuthorization(RequestDelegate endpoint, Access? access, ApiExceptionMapper refusals)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            SetCaching(context);
            if (access is not null && !await MayEnterAsync(context, access))
                return;

            Principal.Current = context.Features.Get<Principal>();
            await endpoint(context);
        }
        catch (Exception thrown) when (!context.Response.HasStarted)
        {
            await refusals.AnswerAsync(context, thrown);
        }
    }

    /// <summary>A token counts in the header, and nowhere else. Endpoints take the <see cref="Principal"/> from the request's features.</summary>
    private static async ValueTask<bool> MayEnterAsync(HttpContext context, Access access)
    {
        var caller = RequestCaller.Of(context).Principal;
        var mayBeNobody = access.Who is EndpointAccess.Anyone && context.Request.Headers.Authorization.Count is 0;
        var denied = caller is null ? (mayBeNobody ? null : AuthorizationErrors.NoTokenAsync(context))
            : access.Scopes.Count > 0 && !access.Scopes.Any(caller.Scopes.Allow) ? AuthorizationErrors.NoScopeAsync(context, access.Scopes)
            : access.Who is EndpointAccess.Users && caller.Account is null ? AuthorizationErrors.NoUserAsync(context)
            : null;

        context.Features.Set(caller);
        await (denied ?? Task.CompletedTask);
        return denied is null;
    }

    private static void SetCaching(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Headers.Authorization.Count > 0 ? "private, no-store" : "no-cache";
        headers.Vary = "Authorization";
    }
}

internal static class GateConventions
{
    extension(IEndpointConventionBuilder endpoints)
    {
        /// <summary>Goes last, round all that the endpoint is made of.</summary>
        public void BehindTheGate(ApiExceptionMapper refusals) => endpoints.Finally(endpoint =>
            endpoint.RequestDelegate = new ApiAuthorization(endpoint.RequestDelegate!, endpoint.Metadata.OfType<Access>().LastOrDefault(), refusals).InvokeAsync);
    }
}
