using Microsoft.AspNetCore.Http;

namespace Plaza.Http;

/// <summary>The paths that clients other than browsers request: errors there are JSON, not pages.</summary>
public static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known", "/nodeinfo"];

    /// <summary>Whether the path is one of them or lies below one.</summary>
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
