using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Plaza.Http;

/// <summary>
/// Which methods a path accepts, for the <c>Allow</c> header. ASP.NET Core decides between 404 and 405 before it looks at constraints and
/// literal parts of a segment, so that <c>POST /nothing</c> is 405 where <c>GET /@{handle}</c> is mapped; this looks at both. Thread-safe.
/// </summary>
/// <param name="endpoints">Everything that is mapped. Read at the first call.</param>
/// <param name="policies">Creates the constraints of the routes.</param>
public sealed class AllowedMethods(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    private readonly Lazy<List<Route>> _routes = new(() => [.. Read(endpoints, policies)]);

    /// <summary>Whether an endpoint accepts this method at this path.</summary>
    public bool Contain(HttpContext context, string method, PathString path) =>
        _routes.Value.Exists(route => route.Methods.Contains(method, StringComparer.Ordinal) && route.Matches(context, path));

    /// <summary>Sets the <c>Allow</c> header, unless no endpoint has the path.</summary>
    /// <returns>The status of the response to a request that no endpoint accepts: 204 (OPTIONS), 404 or 405.</returns>
    public int Answer(HttpContext context)
    {
        var methods = _routes.Value.Where(route => route.Matches(context, context.Request.Path)).SelectMany(route => route.Methods)
            .Append(HttpMethods.Options).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var isOptions = HttpMethods.IsOptions(context.Request.Method);
        if (methods.Count is 1 || (!isOptions && methods.Contains(context.Request.Method, StringComparer.Ordinal)))
            return StatusCodes.Status404NotFound;

        context.Response.Headers.Allow = string.Join(", ", methods);
        return isOptions ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
    }

    private static IEnumerable<Route> Read(EndpointDataSource endpoints, ParameterPolicyFactory policies) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where methods.Count > 0
        select new Route(new(new(endpoint.RoutePattern), []), [.. ConstraintsOf(endpoint.RoutePattern, policies)], methods);

    private static IEnumerable<(string Parameter, IRouteConstraint Constraint)> ConstraintsOf(RoutePattern pattern, ParameterPolicyFactory policies) =>
        from parameter in pattern.ParameterPolicies
        from reference in parameter.Value
        let constraint = policies.Create(pattern.GetParameter(parameter.Key), reference) as IRouteConstraint
        where constraint is not null
        select (parameter.Key, constraint);

    private sealed record Route(TemplateMatcher Template, List<(string Parameter, IRouteConstraint Constraint)> Constraints, IReadOnlyList<string> Methods)
    {
        public bool Matches(HttpContext context, PathString path)
        {
            var values = new RouteValueDictionary();
            return Template.TryMatch(path, values)
                && Constraints.TrueForAll(one => one.Constraint.Match(context, null, one.Parameter, values, RouteDirection.IncomingRequest));
        }
    }
}
