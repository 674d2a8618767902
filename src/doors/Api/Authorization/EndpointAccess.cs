using Microsoft.AspNetCore.Builder;

namespace Plaza.Api.Authorization;

/// <summary>Metadata: which callers an endpoint accepts. An endpoint without it is public and ignores tokens.</summary>
/// <param name="Caller">Whether a token is required, and of what kind.</param>
/// <param name="Scopes">The token must have one of them; empty when any token is accepted.</param>
internal sealed record EndpointAccess(CallerKind Caller, IReadOnlyList<string> Scopes);

internal enum CallerKind
{
    /// <summary>No token is required, but a token in the request must be valid and have the scope.</summary>
    Anyone,

    /// <summary>A token of an app or of a user.</summary>
    App,

    /// <summary>A token of a user.</summary>
    User,
}

internal static class EndpointAccessConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder ForAnyone(params string[] scopes) => endpoint.WithMetadata(new EndpointAccess(CallerKind.Anyone, scopes));

        public TBuilder ForApps(params string[] scopes) => endpoint.WithMetadata(new EndpointAccess(CallerKind.App, scopes));

        public TBuilder ForUsers(params string[] scopes) => endpoint.WithMetadata(new EndpointAccess(CallerKind.User, scopes));
    }
}
