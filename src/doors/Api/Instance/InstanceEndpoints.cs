using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>Endpoints that describe this server. Public; tokens are ignored, since clients call them before they have one.</summary>
internal static class InstanceEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapInstance()
        {
            api.MapGet("v2/instance", ReadAsync).WithTags("Instance");
            api.MapGet("v1/instance", ReadV1Async).WithTags("Instance").DeprecatedSince(2022, 11, 14);
            var startedAt = api.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            api.MapGet("v1/instance/extended_description", (IOptions<ServerOptions> server) => Describe(server.Value, startedAt)).WithTags("Instance");
        }
    }

    private static async Task<IResult> ReadAsync(IOptions<ServerOptions> server, ApiUrls urls, TotalsCache totals, CancellationToken ct) =>
        ApiResults.Json(InstanceJson.From(server.Value, urls, await totals.ReadAsync(ct)));

    private static async Task<IResult> ReadV1Async(IOptions<ServerOptions> server, ApiUrls urls, TotalsCache totals, CancellationToken ct) =>
        ApiResults.Json(InstanceV1Json.From(server.Value, urls, await totals.ReadAsync(ct)));

    /// <param name="startedAt">Time of the last change: settings are read only at the start.</param>
    private static IResult Describe(ServerOptions server, DateTimeOffset startedAt) =>
        ApiResults.Json(new ExtendedDescriptionJson(startedAt, $"<p>{System.Net.WebUtility.HtmlEncode(server.Description)}</p>"));
}

internal sealed record ExtendedDescriptionJson(DateTimeOffset UpdatedAt, string Content);
