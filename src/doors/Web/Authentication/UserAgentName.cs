using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Authentication;

/// <summary>Shortens a <c>User-Agent</c> header to the browser and operating system that users know.</summary>
internal static class UserAgentName
{
    private const int MaxLength = 250;

    private static readonly string[] Browsers = ["Firefox", "Edg", "OPR", "Chrome", "Safari", "curl"];
    private static readonly string[] Systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"];

    extension(HttpRequest request)
    {
        public string Browser => request.Headers.UserAgent.ToString() is var name && name.Length > MaxLength ? name[..MaxLength] : name;
    }

    /// <returns>For example <c>Firefox on Linux</c>.</returns>
    public static string Plain(string userAgent)
    {
        var browser = Browsers.FirstOrDefault(name => userAgent.Contains(name, StringComparison.Ordinal)) switch
        {
            null => "A browser",
            "Edg" => "Edge",
            "OPR" => "Opera",
            var name => name,
        };
        var system = Systems.FirstOrDefault(name => userAgent.Contains(name, StringComparison.Ordinal));
        return system is null ? browser : $"{browser} on {system}";
    }
}
