using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Entry;
using Plaza.Api.Input;

namespace Plaza.Api.Later;

/// <summary>Pictures are refused in words, so that people know why.</summary>
internal static class MediaEndpoints
{
    extension(IEndpointRouteBuilder api)
    {
        public void MapMedia()
        {
            api.MapPost("v1/media", RefuseAsync).WithTags("Later").ForUsers("write:media");
            api.MapPost("v2/media", RefuseAsync).WithTags("Later").ForUsers("write:media");
        }
    }

    private static Task RefuseAsync(HttpContext context) => throw ApiException.Invalid("file", "Pictures are not supported yet");
}
