using Plaza.Contracts.Ids;

namespace Plaza.Tests.Support;

/// <summary>Somebody with an account.</summary>
/// <param name="Api">Sends the token with each request.</param>
public sealed record TestAccount(AccountId Account, string Handle, string Email, string Token, HttpClient Api)
{
    public const string Password = "correct horse battery";
}
