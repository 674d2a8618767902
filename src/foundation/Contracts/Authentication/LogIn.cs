using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command: start a session for the user with this handle or e-mail address. At most 25 attempts an hour for each name and each
/// account from browsers that have not logged in to the account before, and 25 for each browser that has.
/// </summary>
public sealed record LogIn(string Name, string Password, string UserAgent) : IRequest<LoginResult>
{
    /// <summary>The device cookie of the browser (see <see cref="LoginResult.Device"/>); null where it has none.</summary>
    public string? Device { get; init; }

    /// <summary>The session that the browser had so far. It ends in the same commit as the new one starts.</summary>
    public SessionId? Replaces { get; init; }
}
