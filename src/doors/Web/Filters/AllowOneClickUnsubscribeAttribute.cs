using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Filters;

/// <summary>
/// A mail program may post here by itself (RFC 8058): it has seen no page, so it has no token. The secret in the address is
/// what shows that it may.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllowOneClickUnsubscribeAttribute : Attribute
{
    public static async Task<bool> IsOneClickAsync(HttpRequest request) =>
        request.HasFormContentType
        && (await request.ReadFormAsync(request.HttpContext.RequestAborted))["List-Unsubscribe"] == "One-Click";
}
