namespace Plaza.Server.Http;

/// <summary>The paths that programs ask for, not people: errors there are JSON, not pages.</summary>
internal static class MachinePaths
{
    private static readonly string[] Beginnings = ["/api", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known", "/nodeinfo"];

    public static bool Contain(PathString path) => Beginnings.Any(beginning => path.StartsWithSegments(beginning));
}
