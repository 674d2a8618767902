using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Filters;

/// <summary>
/// Accepts one-click unsubscription by a mail client (RFC 8058), which has no antiforgery token. The secret in the URL authorises the
/// request.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllowOneClickUnsubscribeAttribute : Attribute
{
    public static async Task<bool> IsOneClickAsync(HttpRequest request) =>
        request.HasFormContentType
        && (await request.ReadFormAsync(request.HttpContext.RequestAborted))["List-Unsubscribe"] == "One-Click";
}
