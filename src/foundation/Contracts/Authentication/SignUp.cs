using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: make an account and its user. Refuses handles that are taken, reserved or malformed, and weak passwords.</summary>
public sealed record SignUp(string Handle, string Email, string Password) : IRequest<AccountId>
{
    /// <summary>An account made by the operator: the address counts as confirmed, and closed registration does not matter.</summary>
    public bool ByOperator { get; init; }

    public bool IsAdmin { get; init; }
}
