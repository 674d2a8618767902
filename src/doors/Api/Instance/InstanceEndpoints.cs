using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Plaza.Api.Wire;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>What this server is. Open to all, and a token is not looked at: clients ask before they have one.</summary>
internal static class InstanceEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapInstance()
        {
            api.MapGet("v2/instance", ReadAsync).WithTags("Instance");
            api.MapGet("v1/instance", ReadV1Async).WithTags("Instance").DeprecatedSince(2022, 11, 14);
            api.MapGet("v1/instance/extended_description", Describe).WithTags("Instance");
        }
    }

    private static async Task<IResult> ReadAsync(IOptions<ServerOptions> place, ApiUrls at, TotalsCache totals, CancellationToken ct) =>
        ApiResults.Json(InstanceJson.From(place.Value, at, await totals.ReadAsync(ct)));

    private static async Task<IResult> ReadV1Async(IOptions<ServerOptions> place, ApiUrls at, TotalsCache totals, CancellationToken ct) =>
        ApiResults.Json(InstanceV1Json.From(place.Value, at, await totals.ReadAsync(ct)));

    private static IResult Describe(IOptions<ServerOptions> place, TimeProvider clock) =>
        ApiResults.Json(new ExtendedDescriptionJson(clock.GetUtcNow(), $"<p>{System.Net.WebUtility.HtmlEncode(place.Value.Description)}</p>"));
}

internal sealed record ExtendedDescriptionJson(DateTimeOffset UpdatedAt, string Content);
