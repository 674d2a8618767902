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
        /// <summary>Maps every page of the website, and whatever nothing else is mapped for.</summary>
        /// <param name="methods">What all doors have mapped.</param>
        public void MapWeb(AllowedMethods methods)
        {
            routes.MapControllers().Add(AnswerHeadLikeGet);
            routes.MapMethods("/avatars/{handle}.svg", [HttpMethods.Get, HttpMethods.Head], AvatarEndpoint.Serve);
            routes.Map("/{**path}", context =>
            {
                context.Response.StatusCode = methods.Answer(context);
                return Task.CompletedTask;
            }).WithOrder(int.MaxValue);
        }
    }

    private static void AnswerHeadLikeGet(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().FirstOrDefault() is { HttpMethods: ["GET"] } getOnly)
            endpoint.Metadata[endpoint.Metadata.IndexOf(getOnly)] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
    }
}
