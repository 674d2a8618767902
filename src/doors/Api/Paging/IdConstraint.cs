using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Paging;

/// <summary><c>{id:id}</c> in a path. A malformed id gets 404, like an id that does not exist.</summary>
internal sealed class IdConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        IId<PostId>.TryParse(values[routeKey] as string, out _);
}
