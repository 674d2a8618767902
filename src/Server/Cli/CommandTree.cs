using System.CommandLine;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary>All verbs, with their options and help.</summary>
internal sealed class CommandTree
{
    public static Option<string> Folder { get; } = new("--data")
    {
        Description = "The data folder",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PLAZA__DATA") ?? HostArguments.DefaultFolder,
        Recursive = true,
    };

    public static Option<string> Urls { get; } = new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons",
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PLAZA__URLS") ?? HostArguments.DefaultUrls,
        Recursive = true,
    };

    public CommandTree(VerbExecutor execute)
    {
        Root = new("Plaza, a self-hosted microblogging server. Without a verb it serves.")
        {
            Folder,
            Urls,
            ServeCommand.Create(),
            AccountCommands.Create(execute),
            TokenCommands.Create(execute),
            StatisticsCommands.Create(execute),
            TaskCommands.Create(execute),
            JournalCommands.Create(execute),
        };
        Root.SetAction(ServeCommand.RunAsync);
    }

    public RootCommand Root { get; }

    /// <summary>Whether the arguments name a verb other than <c>serve</c>, with valid options or not.</summary>
    public static bool IsVerb(string[] args)
    {
        var command = new CommandTree((_, _, _) => Task.FromResult(0)).Root.Parse(args, CommandLine.WithoutResponseFiles).CommandResult.Command;
        return command is not RootCommand && command.Name is not ServeCommand.Name;
    }
}
