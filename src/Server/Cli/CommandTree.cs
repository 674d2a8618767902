using System.CommandLine;
using System.CommandLine.Parsing;
using Plaza.Data.Nodes;
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
        DefaultValueFactory = _ => DefaultUrls,
    };

    /// <summary>For all verbs, since some sign links with the keys in it.</summary>
    public static Option<string?> Shared { get; } = new("--shared")
    {
        Description = "The folder that all servers of a PostgreSQL database share, with their keys; the data folder if there is one server",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PLAZA__SHARED"),
        Recursive = true,
    };

    /// <summary>The names of the roles on the command line.</summary>
    public static OrderedDictionary<string, NodeRoles> RoleNames { get; } = new() { ["web"] = NodeRoles.Web, ["api"] = NodeRoles.Api, ["tasks"] = NodeRoles.Tasks };

    public static Option<NodeRoles> Roles { get; } = new("--roles")
    {
        Description = "What the server does among those of its database, separated by commas: web, api, tasks",
        HelpName = "ROLES",
        DefaultValueFactory = result => Environment.GetEnvironmentVariable("PLAZA__ROLES") is { Length: > 0 } roles ? ParseRoles(result, "PLAZA__ROLES", roles) : NodeRoles.All,
        CustomParser = result => ParseRoles(result, "--roles", result.Tokens[0].Value),
    };

    private static string DefaultUrls => Environment.GetEnvironmentVariable("PLAZA__URLS") ?? HostArguments.DefaultUrls;

    public CommandTree(VerbExecutor execute, TerminationSignals? signals = null)
    {
        var serve = new ServeCommand(signals);
        Root = new("Plaza, a self-hosted microblogging server. Without a command it starts the server.")
        {
            Folder,
            Shared,
            Urls,
            Roles,
            serve.Create(),
            AccountCommands.Create(execute),
            TokenCommands.Create(execute),
            StatisticsCommands.Create(execute),
            TaskCommands.Create(execute),
            JournalCommands.Create(execute),
            NodeCommands.Create(execute),
            DataCommands.Create(),
        };
        Root.SetAction(serve.RunAsync);
    }

    public RootCommand Root { get; }

    /// <summary>The addresses of the server; for a verb, which cannot set them, those of a server in the same environment.</summary>
    public static string UrlsOf(ParseResult parsed) => parsed.CommandResult.Command.Options.Contains(Urls) ? parsed.GetRequiredValue(Urls) : DefaultUrls;

    /// <summary>Whether addresses were given before a verb, which does not listen.</summary>
    public static bool HasUselessUrls(ParseResult parsed) =>
        parsed.GetResult(Urls) is { Implicit: false } && !parsed.CommandResult.Command.Options.Contains(Urls);

    /// <summary>What the server does; a verb runs where no server does.</summary>
    public static NodeRoles RolesOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Contains(Roles) ? parsed.GetRequiredValue(Roles) : NodeRoles.All;

    /// <summary>Whether the arguments name a verb other than <c>serve</c>, with valid options or not.</summary>
    public static bool IsVerb(string[] args)
    {
        var command = new CommandTree((_, _, _) => Task.FromResult(0)).Root.Parse(args, CommandLine.WithoutResponseFiles).CommandResult.Command;
        return command is not RootCommand && command.Name is not ServeCommand.Name;
    }

    private static NodeRoles ParseRoles(ArgumentResult result, string source, string text)
    {
        var roles = NodeRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!RoleNames.TryGetValue(name, out var role))
            {
                result.AddError($"{source} takes web, api and tasks, separated by commas, not '{text}'.");
                return NodeRoles.None;
            }

            roles |= role;
        }

        return roles;
    }
}
