using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Web.Profiles;

namespace Plaza.Web;

public static class WebRoutes
{
    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>Maps every page of the website.</summary>
        public void MapWeb()
        {
            routes.MapControllers().Add(AnswerHeadLikeGet);
            routes.MapMethods("/avatars/{handle}.svg", [HttpMethods.Get, HttpMethods.Head], AvatarEndpoint.Serve);
        }
    }

    private static void AnswerHeadLikeGet(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().FirstOrDefault() is { HttpMethods: ["GET"] } getOnly)
            endpoint.Metadata[endpoint.Metadata.IndexOf(getOnly)] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
    }
}
