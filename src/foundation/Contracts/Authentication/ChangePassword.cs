using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command: set a new password. Ends all sessions, codes and tokens of the user. The session in which the password was changed
/// is replaced by a new one with a new secret, so that copies of the old cookie are worth nothing.
/// </summary>
/// <param name="Session">The session in which the password is changed; when it does not exist, none is started and the response is null.</param>
public sealed record ChangePassword(AccountId Account, string Current, string New, SessionId Session) : IRequest<LoginResult?>;
