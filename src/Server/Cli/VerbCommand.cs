using System.CommandLine;
using Plaza.Contracts.Authentication;

namespace Plaza.Server.Cli;

/// <summary>The commands that work on the data.</summary>
internal static class VerbCommand
{
    public static Command Create(
        VerbExecutor execute, string name, string description, Func<ParseResult, VerbContext, Task<int>> run, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Add(option);

        command.SetAction((parsed, ct) => execute(parsed, context => run(parsed, context), ct));
        return command;
    }

    /// <summary>The verb and its account, such as <c>account create for @ada</c>. Other options, and what is no handle, may be secret.</summary>
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var account = parsed.GetValue(AccountOption.Username)?.TrimStart('@') is { } name && HandleRules.IsValid(name) ? $" for @{name}" : "";
        return $"{command.Parents.First().Name} {command.Name}{account}";
    }

    /// <summary>Whether the command line names this verb of this group, such as <c>journal verify</c>.</summary>
    public static bool Is(ParseResult parsed, string group, string name) =>
        parsed.CommandResult.Command is var command && command.Name == name && command.Parents.Any(parent => parent.Name == group);
}
