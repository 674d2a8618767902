using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Plaza.Api.Input;

namespace Plaza.Api.Entry;

/// <summary>What is asked for where there is nothing: 404, or 405 where there is something for other methods. In JSON, since clients hang on HTML.</summary>
internal static class UnknownPaths
{
    extension(IEndpointRouteBuilder root)
    {
        /// <param name="all">Where everything is mapped, so that it is known what there is.</param>
        public void MapUnknownPaths(IEndpointRouteBuilder all)
        {
            var known = new Lazy<List<KnownPath>>(() => Paths(all));
            RequestDelegate refuse = context => throw Refusal(context, known.Value);

            foreach (var path in (string[])["api/{**rest}", ".well-known/{**rest}", "nodeinfo/{**rest}", "oauth/token", "oauth/revoke", "oauth/userinfo"])
                root.Map("/" + path, refuse).WithOrder(int.MaxValue);
        }
    }

    private static ApiException Refusal(HttpContext context, List<KnownPath> known)
    {
        var methods = known.Where(path => path.Matches(context.Request.Path)).SelectMany(path => path.Methods).Distinct(StringComparer.Ordinal).ToList();

        if (methods.Count is 0 || methods.Contains(context.Request.Method, StringComparer.Ordinal))
            return ApiException.NotFound();

        context.Response.Headers.Allow = string.Join(", ", methods);
        return new(405, "Method not allowed");
    }

    private static List<KnownPath> Paths(IEndpointRouteBuilder all) =>
    [
        .. from endpoint in all.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
           where methods.Count > 0 && endpoint.RoutePattern.RawText is not null
           select new KnownPath(new(new(endpoint.RoutePattern), []), methods),
    ];

    private sealed record KnownPath(TemplateMatcher Template, IReadOnlyList<string> Methods)
    {
        public bool Matches(PathString path) => Template.TryMatch(path, []);
    }
}
