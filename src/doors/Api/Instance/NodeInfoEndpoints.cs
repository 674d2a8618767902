using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>NodeInfo 2.0 and 2.1, used by server directories and by Phanpy.</summary>
internal static class NodeInfoEndpoints
{
    private const string Schema = "http://nodeinfo.diaspora.software/ns/schema/";

    extension(IEndpointRouteBuilder root)
    {
        public void MapNodeInfo()
        {
            root.MapGet("/.well-known/nodeinfo", (ApiUrls urls) => ApiResults.Json(LinksOf(urls))).WithTags("Instance");
            root.MapGet("/nodeinfo/{version}", ReadAsync).WithTags("Instance");
        }
    }

    private static NodeInfoLinksJson LinksOf(ApiUrls urls) =>
        new([.. ((string[])["2.0", "2.1"]).Select(version => new NodeInfoLinkJson(Schema + version, urls.At("/nodeinfo/" + version)))]);

    private static async Task<IResult> ReadAsync(string version, IOptions<ServerOptions> options, TotalsCache statistics, CancellationToken ct)
    {
        if (version is not ("2.0" or "2.1"))
            throw ApiException.NotFound();

        var (server, totals) = (options.Value, await statistics.ReadAsync(ct));
        var node = new NodeInfoJson(
            version,
            new("plaza", InstanceLimits.PlazaVersion),
            server.IsOpen,
            new(new(totals.Accounts, totals.ActiveMonth, totals.ActiveHalfYear), totals.Posts),
            new(server.Name, server.Description));

        return TypedResults.Json(node, ApiResults.TypeOf<NodeInfoJson>(), $"application/json; profile=\"{Schema}{version}#\"; charset=utf-8");
    }
}
