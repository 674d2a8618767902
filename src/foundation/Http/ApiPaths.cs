using Microsoft.AspNetCore.Http;

namespace Plaza.Http;

/// <summary>The paths of clients other than browsers: errors there are JSON, not pages.</summary>
public static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known", "/nodeinfo"];

    /// <summary>Whether the path is one of these or below one.</summary>
    public static bool Contain(PathString path)
    {
        foreach (var root in Roots)
        {
            if (path.StartsWithSegments(root))
                return true;
        }

        return false;
    }
}
