using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;

namespace Plaza.Api.Entry;

/// <summary>
/// Stands before every endpoint: looks at the token before anything of the body is read, says who may keep the answer,
/// and turns what was thrown into an answer.
/// </summary>
internal sealed class Gate(RequestDelegate endpoint, Access? access, Refusals refusals)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            SetCaching(context);
            if (access is null || await MayEnterAsync(context, access))
                await endpoint(context);
        }
        catch (Exception thrown) when (!context.Response.HasStarted)
        {
            await refusals.AnswerAsync(context, thrown);
        }
    }

    private static async Task<bool> MayEnterAsync(HttpContext context, Access access)
    {
        var result = await context.AuthenticateAsync(BearerTokens.SchemeName);
        var denied = context.Features.Get<Principal>() is not { } caller
            ? result.None && access.Who is Who.Anyone ? null : Denials.NoTokenAsync(context)
            : access.Scopes.Count > 0 && !access.Scopes.Any(caller.Scopes.Allow) ? Denials.NoScopeAsync(context, access.Scopes)
            : access.Who is Who.Users && caller.Account is null ? Denials.NoUserAsync(context)
            : null;

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
        public void BehindTheGate(Refusals refusals) => endpoints.Finally(endpoint =>
            endpoint.RequestDelegate = new Gate(endpoint.RequestDelegate!, endpoint.Metadata.OfType<Access>().LastOrDefault(), refusals).InvokeAsync);
    }
}
