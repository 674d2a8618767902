using Microsoft.AspNetCore.Builder;

namespace Plaza.Api.Entry;

/// <summary>Who may call an endpoint; without one anybody may, and a token is not looked at.</summary>
/// <param name="Who">Whether there must be a token, and whose.</param>
/// <param name="Scopes">One of these is enough; none when any token will do.</param>
internal sealed record Access(EndpointAccess Who, IReadOnlyList<string> Scopes);

internal enum EndpointAccess
{
    /// <summary>Anybody; but a token that is shown must be good and have the scope.</summary>
    Anyone,

    /// <summary>Apps that act for themselves, and users.</summary>
    Apps,

    /// <summary>Apps that act for a user.</summary>
    Users,
}

internal static class AccessConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder ForAnyone(params string[] scopes) => endpoint.WithMetadata(new Access(EndpointAccess.Anyone, scopes));

        public TBuilder ForApps(params string[] scopes) => endpoint.WithMetadata(new Access(EndpointAccess.Apps, scopes));

        public TBuilder ForUsers(params string[] scopes) => endpoint.WithMetadata(new Access(EndpointAccess.Users, scopes));
    }
}
