using System.Text;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;

namespace Plaza.Web.Profiles;

/// <summary>
/// Serves the avatar of a handle, whether or not an account has it, so that it does not reveal which accounts exist. It never
/// changes, and other sites may embed it.
/// </summary>
internal static class AvatarEndpoint
{
    public static IResult Serve(string handle, HttpResponse response)
    {
        if (!HandleRules.IsValid(handle))
            return Results.NotFound();

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        response.Headers.AccessControlAllowOrigin = "*";
        return Results.Bytes(Encoding.UTF8.GetBytes(HouseAvatar.Draw(handle)), "image/svg+xml");
    }
}
