using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Plaza.Http;

/// <summary>HEAD (RFC 9110 §9.3.2).</summary>
public static class HeadRequests
{
    private static readonly HttpMethodMetadata GetAndHead = new(["GET", "HEAD"]);

    extension(IEndpointConventionBuilder endpoints)
    {
        /// <summary>Accepts HEAD wherever only GET is mapped; Kestrel omits the body.</summary>
        public void MapHeadLikeGet() => endpoints.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] } getOnly)
                endpoint.Metadata[endpoint.Metadata.IndexOf(getOnly)] = GetAndHead;
        });
    }
}
