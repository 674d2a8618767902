using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Http;
using Plaza.Web.Profiles;

namespace Plaza.Web;

public static class WebRoutes
{
    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>Maps every page of the website, and a fallback for all paths that no door maps.</summary>
        /// <param name="methods">The methods that all doors have mapped, for 405 and <c>Allow</c>.</param>
        public void MapWeb(AllowedMethods methods)
        {
            routes.MapControllers().MapHeadLikeGet();
            routes.MapMethods("/avatars/{handle}.svg", [HttpMethods.Get, HttpMethods.Head], AvatarEndpoint.Serve);
            routes.Map("/{**path}", context =>
            {
                context.Response.StatusCode = methods.Answer(context);
                return Task.CompletedTask;
            }).WithOrder(int.MaxValue);
        }
    }
}
