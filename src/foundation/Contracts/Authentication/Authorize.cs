using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: the user consents. Gives the code, which is worth one token for 60 seconds.</summary>
public sealed record Authorize(AccountId Account, string ClientId, string RedirectUri, string Scopes) : IRequest<string>
{
    public string? CodeChallenge { get; init; }

    public string? CodeChallengeMethod { get; init; }
}
