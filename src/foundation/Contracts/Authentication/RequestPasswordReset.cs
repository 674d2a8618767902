using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command: mail a link for a new password to the confirmed address of the account. Response and work are the same whether or not there is
/// such an account.
/// </summary>
/// <param name="Name">The handle or the e-mail address, up to 254 characters; a longer one names nobody.</param>
public sealed record RequestPasswordReset(string Name) : IRequest<bool>;
