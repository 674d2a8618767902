using System.CommandLine;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary>All verbs, with their options and help.</summary>
internal sealed class CommandTree
{
    public static Option<string> Folder { get; } = new("--data")
    {
        Description = "The folder that holds everything",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PLAZA__DATA") ?? HostArguments.DefaultFolder,
        Recursive = true,
    };

    public static Option<string> Urls { get; } = new("--urls")
    {
        Description = "Where the server listens; several are separated by semicolons",
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PLAZA__URLS") ?? HostArguments.DefaultUrls,
        Recursive = true,
    };

    public CommandTree(VerbExecutor carryOut)
    {
        Root = new("Plaza, a place for short posts. Without a verb it serves.")
        {
            Folder,
            Urls,
            ServeCommand.Make(),
            AccountCommands.Make(carryOut),
            TokenCommands.Make(carryOut),
            StatisticsCommands.Make(carryOut),
            TaskCommands.Make(carryOut),
            JournalCommands.Make(carryOut),
        };
        Root.SetAction(ServeCommand.RunAsync);
    }

    public RootCommand Root { get; }

    /// <summary>Whether the words name, rightly used or not, something other than serving and help on everything.</summary>
    public static bool IsVerb(string[] args)
    {
        var command = new CommandTree((_, _, _) => Task.FromResult(0)).Root.Parse(args, CommandLine.TakenAsTyped).CommandResult.Command;
        return command is not RootCommand && command.Name is not ServeCommand.Name;
    }
}
