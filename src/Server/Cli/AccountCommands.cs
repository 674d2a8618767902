using System.CommandLine;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Requests;

namespace Plaza.Server.Cli;

/// <summary><c>plaza account …</c></summary>
internal static class AccountCommands
{
    private static readonly Option<string> Email = new("--email") { Description = "The e-mail address; it counts as confirmed", HelpName = "ADDRESS", Required = true };
    private static readonly Option<string> Password = new("--password") { Description = "8 to 128 characters", HelpName = "PASSWORD", Required = true };
    private static readonly Option<bool> Admin = new("--admin") { Description = "May remove any post and suspend any account" };
    private static readonly Option<bool> Restore = new("--restore") { Description = "End the suspension instead" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Really: there is no way back (REQUIRED)" };

    public static Command Make(VerbExecutor carryOut) => new("account", "Make, list, suspend and delete accounts")
    {
        VerbCommand.Make(carryOut, "create", "Make an account whose address is confirmed", CreateAsync, AccountOption.Username, Email, Password, Admin),
        VerbCommand.Make(carryOut, "confirm", "Count the e-mail address of an account as confirmed", ConfirmAsync, AccountOption.Username),
        VerbCommand.Make(carryOut, "set-password", "Set the password of an account and log it out everywhere", SetPasswordAsync, AccountOption.Username, Password),
        VerbCommand.Make(carryOut, "promote", "Make an account an admin", (parsed, context) => SetAdminAsync(parsed, context, true), AccountOption.Username),
        VerbCommand.Make(carryOut, "demote", "Make an admin an ordinary account; never the last one", (parsed, context) => SetAdminAsync(parsed, context, false), AccountOption.Username),
        VerbCommand.Make(carryOut, "list", "List all accounts", (_, context) => ListAsync(context)),
        VerbCommand.Make(carryOut, "suspend", "Hide an account and log it out everywhere", SuspendAsync, AccountOption.Username, Restore),
        Delete(carryOut),
    };

    /// <summary>A switch that is not given counts as no, so that it must be asked for here.</summary>
    private static Command Delete(VerbExecutor carryOut)
    {
        var command = VerbCommand.Make(carryOut, "delete", "Erase an account with all it has said", DeleteAsync, AccountOption.Username, Yes);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Yes))
                result.AddError("There is no way back: add --yes if you mean it.");
        });
        return command;
    }

    private static async Task<int> CreateAsync(ParseResult parsed, VerbContext context)
    {
        var order = new SignUp(parsed.GetRequiredValue(AccountOption.Username), parsed.GetRequiredValue(Email), parsed.GetRequiredValue(Password))
        {
            ByOperator = true,
            IsAdmin = parsed.GetValue(Admin),
        };
        var account = await context.Get<IRequestBus>().SendAsync(order, context.Ct);
        await context.Out.WriteLineAsync($"Made @{order.Handle.ToLowerInvariant()} ({account}).");
        return 0;
    }

    private static async Task<int> ConfirmAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        await context.Get<IRequestBus>().SendAsync(new ConfirmAccount(account.Id), context.Ct);
        await context.Out.WriteLineAsync($"The address of @{account.Handle} is confirmed.");
        return 0;
    }

    private static async Task<int> SetPasswordAsync(ParseResult parsed, VerbContext context)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        await context.Get<IRequestBus>().SendAsync(new SetPassword(account.Id, parsed.GetRequiredValue(Password)), context.Ct);
        await context.Out.WriteLineAsync($"The password of @{account.Handle} is set; it is logged out everywhere.");
        return 0;
    }

    private static async Task<int> SetAdminAsync(ParseResult parsed, VerbContext context, bool isAdmin)
    {
        var account = await AccountOption.FindAsync(parsed, context);
        var isChanged = await context.Get<IRequestBus>().SendAsync(new SetAdmin(account.Id, isAdmin), context.Ct);
        await context.Out.WriteLineAsync($"@{account.Handle} is {(isChanged ? "" : "already ")}{(isAdmin ? "an" : "no")} admin.");
        return 0;
    }

    private static async Task<int> ListAsync(VerbContext context)
    {
        var last = default(AccountId);
        while (await context.Get<AccountList>().GetPageAsync(last, context.Ct) is [.., var newest] page)
        {
            foreach (var account in page)
            {
                var marks = $"{(account.IsAdmin ? " admin" : "")}{(account.IsSuspended ? " suspended" : "")}";
                await context.Out.WriteLineAsync(
                    $"{account.Id}  @{account.Handle,-30}  {account.CreatedAt:yyyy-MM-dd}  {account.Posts} posts{marks}");
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
        await context.Out.WriteLineAsync($"@{account.Handle} is deleted; the server erases what it has said.");
        return 0;
    }
}
