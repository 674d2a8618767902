using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question: is this the password of the account?</summary>
public sealed record VerifyPassword(AccountId Account, string Password) : IRequest<bool>;
