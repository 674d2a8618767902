using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: note down an app that people may sign in with.</summary>
public sealed record RegisterApp(string Name, IReadOnlyList<string> RedirectUris, string Scopes, string? Website) : IRequest<AppCredentials>
{
    /// <summary>The redirect URI of an app that has its user copy the code off a page.</summary>
    public const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";
}
