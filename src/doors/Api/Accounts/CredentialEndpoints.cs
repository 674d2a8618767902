using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Plaza.Api.Authorization;
using Plaza.Api.Input;
using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Accounts;

/// <summary>Endpoints that read and change the user's own account.</summary>
internal static class CredentialEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapCredentials()
        {
            var accounts = api.MapGroup("v1/accounts").WithTags("Accounts");

            accounts.MapGet("verify_credentials", ReadAsync).ForUsers("profile", "read:accounts");
            accounts.MapPatch("update_credentials", ChangeAsync).ForUsers("write:accounts");
            api.MapGet("v1/preferences", ReadPreferencesAsync).WithTags("Accounts").ForUsers("read:accounts");
        }
    }

    private static async Task<IResult> ReadAsync(Caller caller, AccountQueries accounts, AccountWriter writer, CancellationToken ct) =>
        ApiResults.Prerendered(writer.JsonForUser(await accounts.GetAsync(caller.Account, ct)));

    private static async Task<IResult> ReadPreferencesAsync(Caller caller, AccountQueries accounts, IOptions<ServerOptions> server, CancellationToken ct)
    {
        var source = SourceJson.Of(await accounts.GetAsync(caller.Account, ct), server.Value.Language);
        return ApiResults.Json(new PreferencesJson(source.Privacy, source.Sensitive, source.Language));
    }

    /// <summary>Fields that are absent from the request stay unchanged.</summary>
    private static async Task<IResult> ChangeAsync(
        RequestFields fields, Caller caller, IRequestBus bus, AccountQueries accounts, AccountWriter writer, CancellationToken ct)
    {
        await bus.SendAsync(fields.ProfileChange(caller.Account), ct);
        return ApiResults.Prerendered(writer.JsonForUser(await accounts.GetAsync(caller.Account, ct)));
    }
}
