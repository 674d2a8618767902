using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A command: an app of one's own, with a token for one's own account. The same key gives the same token again.</summary>
/// <param name="Name">What the list of connected apps shows: 1 to 120 characters.</param>
/// <param name="Scopes">Separated by spaces.</param>
/// <param name="Key">256 random bits as 64 hexadecimal digits, made by the server for the form.</param>
public sealed record CreateToken(AccountId Account, string Name, string Scopes, string Key) : IRequest<IssuedToken>;
