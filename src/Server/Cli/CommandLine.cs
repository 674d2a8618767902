using System.CommandLine;

namespace Plaza.Server.Cli;

/// <summary>The program's command line. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    private const int WrongUsage = 2;

    public static Task<int> RunAsync(string[] args) => RunAsync(args, new WithinFolder(args).CarryOutAsync, Console.Out, Console.Error, default);

    /// <param name="args">What was typed.</param>
    /// <param name="carryOut">How a verb comes by the data.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where refusals and progress go.</param>
    /// <param name="ct">Ends the verb.</param>
    public static async Task<int> RunAsync(string[] args, CarryOut carryOut, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var parsed = new CommandTree(carryOut).Root.Parse(args);
        var status = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, ct);
        return parsed.Errors.Count > 0 ? WrongUsage : status;
    }
}
