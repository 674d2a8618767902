using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plaza.Api.Errors;
using Plaza.Contracts.Authentication;
using Plaza.Http;
using Plaza.Http.Callers;

namespace Plaza.Api.Authorization;

/// <summary>
/// Decorates every endpoint: checks the token before any of the body is read, sets <c>Cache-Control</c>, and converts exceptions into
/// error responses.
/// </summary>
internal sealed class ApiAuthorization(RequestDelegate endpoint, EndpointAccess? access, ApiExceptionMapper errors)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            SetCaching(context);
            if (access is not null)
            {
                var principal = RequestCaller.Of(context).Principal;
                if (RejectionOf(context, access, principal) is { } rejection)
                {
                    await rejection(context);
                    return;
                }

                Principal.Current = principal;
            }

            await endpoint(context);
        }
        catch (Exception thrown) when (!context.Response.HasStarted)
        {
            await errors.WriteAsync(context, thrown);
        }
    }

    /// <returns>Null when the caller may call the endpoint.</returns>
    private static RequestDelegate? RejectionOf(HttpContext context, EndpointAccess access, Principal? principal)
    {
        var mayBeAnonymous = access.Caller is CallerKind.Anyone && context.Request.Headers.Authorization.Count is 0;
        return principal is null ? (mayBeAnonymous ? null : AuthorizationErrors.NoTokenAsync)
            : access.Scopes.Count > 0 && !access.Scopes.Any(principal.Scopes.Allow) ? AuthorizationErrors.NoScope(access.Scopes)
            : access.Caller is CallerKind.User && principal.Account is null ? AuthorizationErrors.NoUserAsync
            : null;
    }

    private static void SetCaching(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Headers.Authorization.Count > 0 ? CacheControl.PrivateNoStore : "no-cache";
        headers.Vary = "Authorization";
    }
}

internal static class ApiAuthorizationConventions
{
    extension(IEndpointConventionBuilder endpoints)
    {
        /// <summary>Call it before the endpoints are mapped; it wraps the finished endpoint with all its filters.</summary>
        public void RequireApiAuthorization(ApiExceptionMapper errors) => endpoints.Finally(endpoint =>
            endpoint.RequestDelegate = new ApiAuthorization(endpoint.RequestDelegate!, endpoint.Metadata.OfType<EndpointAccess>().LastOrDefault(), errors).InvokeAsync);
    }
}
