using System.CommandLine;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Server.Cli;

/// <summary><c>plaza token …</c></summary>
internal static class TokenCommands
{
    private static readonly Option<string> Scopes = new("--scopes")
    {
        Description = "The scopes of the token, separated by spaces",
        HelpName = "SCOPES",
        DefaultValueFactory = _ => "read",
    };

    public static Command Create(VerbExecutor execute) => new("token", "Create tokens for the API")
    {
        VerbCommand.Create(
            execute, "create", "Create a bearer token for an account; the last line is the token alone", CreateAsync, AccountOption.Username, Scopes),
    };

    private static async Task<int> CreateAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        var token = await context.Get<IRequestBus>().SendAsync(new IssueToken(account.Id, parsed.GetRequiredValue(Scopes)), context.Ct);
        await context.Error.WriteLineAsync($"Created a token for @{account.Handle} ({token.Scopes}). It is shown only once:");
        await context.Out.WriteLineAsync(token.Secret);
        return 0;
    }
}
