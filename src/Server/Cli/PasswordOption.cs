using System.CommandLine;
using Plaza.Contracts;

namespace Plaza.Server.Cli;

/// <summary>The option for a password, which is read from the terminal or the standard input where the option is left out.</summary>
internal static class PasswordOption
{
    public static Option<string> Password { get; } = new("--password")
    {
        Description = "8 to 128 characters. Without this option the command asks for it, or reads one line of standard input: the command line is visible to other users and stays in the history of the shell",
        HelpName = "PASSWORD",
    };

    /// <summary>Whether the command takes a password and the command line has none.</summary>
    public static bool IsMissing(ParseResult parsed) => parsed.CommandResult.Command.Options.Contains(Password) && parsed.GetResult(Password) is null;

    /// <summary>The same arguments with a password, which may begin with <c>-</c>.</summary>
    public static string[] Add(string[] args, string password)
    {
        var options = args.TakeWhile(argument => argument is not "--").Count(); // What follows it is never an option.
        return [.. args[..options], $"{Password.Name}={password}", .. args[options..]];
    }

    /// <exception cref="RequestRejectedException">There is none: a program other than <c>plaza</c> sent the command.</exception>
    public static string Of(ParseResult parsed, VerbContext context) =>
        context.Password ?? parsed.GetValue(Password) ?? throw RequestRejectedException.Invalid("password", "The password is missing.");
}
