using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command: set a new password with a mailed link, which works once and for an hour. Ends all sessions, codes and tokens. Rejected as
/// not found when the link is invalid, used or too old.
/// </summary>
public sealed record ResetPassword(string Secret, string New) : IRequest<AccountId>;
