namespace Plaza.Server.Http;

/// <summary>The paths that programs ask for, not people: errors there are JSON, not pages.</summary>
internal static class ApiPaths
{
    private static readonly PathString[] Beginnings = ["/api", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known", "/nodeinfo"];

    public static bool Contain(PathString path)
    {
        foreach (var beginning in Beginnings)
        {
            if (path.StartsWithSegments(beginning))
                return true;
        }

        return false;
    }
}
