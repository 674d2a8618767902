using System.CommandLine;

namespace Plaza.Server.Cli;

/// <summary>Creates the commands that work on the data.</summary>
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
}
