using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Plaza.Api.Entry;

/// <summary>What may be got may also be asked about: HEAD goes wherever GET goes, and the server leaves the body out.</summary>
internal static class HeadRequests
{
    private static readonly HttpMethodMetadata GetAndHead = new(["GET", "HEAD"]);

    extension(IEndpointConventionBuilder endpoints)
    {
        public void AnswerHead() => endpoints.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] } only)
                endpoint.Metadata[endpoint.Metadata.IndexOf(only)] = GetAndHead;
        });
    }
}
