using System.CommandLine;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary>The message for invalid arguments: a line with the error, and one that names the help.</summary>
internal static class UsageError
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return $"{Reason(parsed, command)}{Environment.NewLine}Run '{NameOf(command)} --help' for its usage.";
    }

    private static string Reason(ParseResult parsed, Command command)
    {
        // An unknown argument is often the cause of the other errors.
        if (parsed.UnmatchedTokens is [var first, ..])
        {
            var unknown = first.StartsWith('-') ? first.Split('=')[0] : first; // The value of a misspelt option may be a password.
            return $"There is no command, option or value '{unknown}' here.{(NearestName.Of(unknown, NamesIn(command)) is { } name ? $" Did you mean '{name}'?" : "")}";
        }

        if (CommandTree.HasUselessUrls(parsed))
            return $"'{CommandTree.Urls.Name}' has no effect here: only the server listens.";

        return string.Join(' ', parsed.Errors.Select(error => error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> NamesIn(Command command) =>
        [.. command.Subcommands.Select(below => below.Name), .. command.Options.Select(option => option.Name), CommandTree.Folder.Name];

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{NameOf(parent)} {command.Name}" : "plaza";
}
