using Plaza.Contracts.Ids;

namespace Plaza.Tests.Support;

/// <summary>An account with its clients.</summary>
/// <param name="Api">An HTTP client that sends the token with each request.</param>
public sealed record TestAccount(AccountId Account, string Handle, string Email, string Token, HttpClient Api)
{
    public const string Password = "correct horse battery";
}
