using System.CommandLine;
using Plaza.Contracts;
using Plaza.Queries.Accounts;

namespace Plaza.Server.Cli;

/// <summary>The option that names an account.</summary>
internal static class AccountOption
{
    public static Option<string> Username { get; } = new("--username")
    {
        Description = "The handle of the account",
        HelpName = "NAME",
        Required = true,
    };

    /// <exception cref="RequestRejectedException">There is no such account.</exception>
    public static async Task<AccountView> FindAsync(ParseResult parsed, VerbContext context)
    {
        var handle = parsed.GetRequiredValue(Username).TrimStart('@');
        return await context.Get<AccountQueries>().FindAsync(handle, context.Ct)
            ?? throw RequestRejectedException.NotFound($"There is no account @{handle}.");
    }
}
