using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A command: the user consents. The response is the code, which is worth one token for 60 seconds; 10 minutes for <see cref="RegisterApp.OutOfBand"/>.</summary>
public sealed record CreateAuthorizationCode(AccountId Account, string ClientId, string RedirectUri, string Scopes) : IRequest<string>
{
    public string? CodeChallenge { get; init; }

    public string? CodeChallengeMethod { get; init; }
}
