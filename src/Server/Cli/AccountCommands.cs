using System.CommandLine;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Requests;

namespace Plaza.Server.Cli;

/// <summary><c>plaza account …</c></summary>
internal static class AccountCommands
{
    private static readonly Option<string> Email = new("--email") { Description = "The e-mail address; no confirmation is needed", HelpName = "ADDRESS", Required = true };
    private static readonly Option<bool> Admin = new("--admin") { Description = "Give the account the rights to remove posts and suspend accounts", Arity = ArgumentArity.Zero };
    private static readonly Option<bool> Restore = new("--restore") { Description = "End the suspension instead", Arity = ArgumentArity.Zero };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Confirm that the account is to be erased (REQUIRED)", Arity = ArgumentArity.Zero };

    public static Command Create(VerbExecutor execute) => new("account", "Create, list, suspend and delete accounts")
    {
        VerbCommand.Create(execute, "create", "Create an account with a confirmed e-mail address", CreateAsync, AccountOption.Username, Email, PasswordOption.Password, Admin),
        VerbCommand.Create(execute, "confirm", "Mark the e-mail address of an account as confirmed", ConfirmAsync, AccountOption.Username),
        VerbCommand.Create(execute, "set-password", "Set the password of an account and log it out everywhere", SetPasswordAsync, AccountOption.Username, PasswordOption.Password),
        VerbCommand.Create(execute, "promote", "Make an account an admin", (parsed, context) => SetAdminAsync(parsed, context, true), AccountOption.Username),
        VerbCommand.Create(execute, "demote", "Make an admin an ordinary account; never the last one", (parsed, context) => SetAdminAsync(parsed, context, false), AccountOption.Username),
        VerbCommand.Create(execute, "list", "List all accounts, with the e-mail address and whether it is confirmed", (_, context) => ListAsync(context)),
        VerbCommand.Create(execute, "suspend", "Hide an account and log it out everywhere", SuspendAsync, AccountOption.Username, Restore),
        Delete(execute),
    };

    /// <summary>System.CommandLine does not require an option of type bool: a missing one is false.</summary>
    private static Command Delete(VerbExecutor execute)
    {
        var command = VerbCommand.Create(execute, "delete", "Erase an account with all its posts", DeleteAsync, AccountOption.Username, Yes);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Yes))
                result.AddError("An erased account cannot be restored. Add --yes to confirm.");
        });
        return command;
    }

    private static async Task<int> CreateAsync(ParseResult parsed, VerbContext context)
    {
        var command = new SignUp(parsed.GetRequiredValue(AccountOption.Username), parsed.GetRequiredValue(Email), PasswordOption.Of(parsed, context))
        {
            ByOperator = true,
            IsAdmin = parsed.GetValue(Admin),
        };
        var account = await context.Get<IRequestBus>().SendAsync(command, context.Ct);
        await context.Out.WriteLineAsync($"Created @{command.Handle.ToLowerInvariant()} ({account}).");
        return 0;
    }

    private static async Task<int> ConfirmAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        await context.Get<IRequestBus>().SendAsync(new ConfirmAccount(account.Id), context.Ct);
        await context.Out.WriteLineAsync($"The e-mail address of @{account.Handle} is confirmed.");
        return 0;
    }

    private static async Task<int> SetPasswordAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        await context.Get<IRequestBus>().SendAsync(new SetPassword(account.Id, PasswordOption.Of(parsed, context)), context.Ct);
        await context.Out.WriteLineAsync($"Set the password of @{account.Handle} and logged it out everywhere.");
        return 0;
    }

    private static async Task<int> SetAdminAsync(ParseResult parsed, VerbContext context, bool isAdmin)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        var isChanged = await context.Get<IRequestBus>().SendAsync(new SetAdmin(account.Id, isAdmin), context.Ct);
        await context.Out.WriteLineAsync($"@{account.Handle} is {(isChanged ? "" : "already ")}{(isAdmin ? "an admin" : "without admin rights")}.");
        return 0;
    }

    private static async Task<int> ListAsync(VerbContext context)
    {
        var last = default(AccountId);
        while (await context.Get<AccountList>().GetPageAsync(last, context.Ct) is [.., var newest] page)
        {
            foreach (var account in page)
            {
                var flags = $"{(account.IsAdmin ? " admin" : "")}{(account.IsSuspended ? " suspended" : "")}";
                await context.Out.WriteLineAsync(
                    $"{account.Id}  @{account.Handle,-30}  {account.Email ?? "-",-30}  {(account.IsEmailConfirmed ? "confirmed" : "unconfirmed"),-11}  {account.CreatedAt:yyyy-MM-dd}  {account.Posts} posts{flags}");
            }

            last = newest.Id;
        }

        return 0;
    }

    private static async Task<int> SuspendAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        var bus = context.Get<IRequestBus>();
        var restore = parsed.GetValue(Restore);
        var done = restore
            ? await bus.SendAsync(new RestoreAccount(account.Id), context.Ct)
            : await bus.SendAsync(new SuspendAccount(account.Id), context.Ct);

        await context.Out.WriteLineAsync($"@{account.Handle} is {(done ? "" : "already ")}{(restore ? "not suspended" : "suspended")}.");
        return 0;
    }

    private static async Task<int> DeleteAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        await context.Get<IRequestBus>().SendAsync(new DeleteAccount(account.Id), context.Ct);
        await context.Out.WriteLineAsync($"@{account.Handle} is deleted. The server erases its posts in the background.");
        return 0;
    }
}
