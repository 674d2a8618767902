using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Json;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Api.OAuth;

/// <summary>Endpoints that register apps and verify their credentials.</summary>
internal static class AppEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapApps()
        {
            var apps = api.MapGroup("v1/apps").WithTags("OAuth");

            apps.MapPost("", RegisterAsync);
            apps.MapGet("verify_credentials", ReadAsync).ForApps();
        }
    }

    private static async Task<IResult> RegisterAsync(RequestFields fields, HttpContext context, IRequestBus bus, CancellationToken ct)
    {
        var name = fields.NonEmpty("client_name") ?? throw ApiException.Invalid("client_name", "Validation failed: Application name can't be blank");
        var uris = fields.All("redirect_uris").SelectMany(uri => uri.Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)).ToList();

        if (uris.Count is 0)
            throw ApiException.Invalid("redirect_uris", "Validation failed: Redirect URI must be an absolute URI.");

        var registered = await bus.SendAsync(new RegisterApp(name, uris, fields.NonEmpty("scopes") ?? "read", fields.NonEmpty("website")), ct);

        OAuthErrors.SetNoStore(context);
        return ApiResults.Json(AppJson.From(registered.App) with
        {
            ClientId = registered.App.ClientId,
            ClientSecret = registered.ClientSecret,
            ClientSecretExpiresAt = 0,
        });
    }

    /// <summary>Clients verify their token here. A token created on the command line belongs to no app.</summary>
    private static async Task<IResult> ReadAsync(Caller caller, IRequestBus bus, CancellationToken ct) =>
        caller.Principal.App is { } id && await bus.SendAsync(new GetAppById(id), ct) is { } app
            ? ApiResults.Json(AppJson.From(app))
            : ApiResults.Json(new AppJson("0", "Made by the operator", null, [.. caller.Principal.Scopes.Names], [], "", ""));
}
