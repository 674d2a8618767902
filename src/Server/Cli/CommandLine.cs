using System.CommandLine;

namespace Plaza.Server.Cli;

/// <summary>The program's command line. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    private const int WrongUsage = 2;

    /// <summary>@ada is a handle, and @ may begin a password: neither names a file with more words.</summary>
    public static readonly ParserConfiguration TakenAsTyped = new() { ResponseFileTokenReplacer = null };

    /// <summary>After SIGTERM or Ctrl+C: more than the server gives itself to finish what runs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        StandardStreams.FailWhereClosed();
        await using var output = new OutputWriter(Console.Out, fallback: null);
        await using var error = new OutputWriter(Console.Error, fallback: Console.Out);
        try
        {
            var status = await RunAsync(args, new LocalVerbRunner(args).CarryOutAsync, output, error, Timeout, default);
            return status is 0 && error.HasFailed && CommandTree.IsVerb(args) ? 1 : status;
        }
        catch (OutputException fault)
        {
            await error.WriteLineAsync(
                $"The standard output cannot be written: {fault.Message}. What was to be made, such as a token, may have been made although nobody has seen it.");
            return 1;
        }
    }

    /// <param name="args">What was typed.</param>
    /// <param name="carryOut">How a verb comes by the data.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where refusals and progress go.</param>
    /// <param name="patience">How long the verb has to end after a signal; null where signals are not its concern.</param>
    /// <param name="ct">Ends the verb.</param>
    public static async Task<int> RunAsync(
        string[] args, VerbExecutor carryOut, TextWriter output, TextWriter error, TimeSpan? patience, CancellationToken ct)
    {
        var parsed = new CommandTree(carryOut).Root.Parse(args, TakenAsTyped);
        var how = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience };
        try
        {
            var status = await parsed.InvokeAsync(how, ct);
            return parsed.Errors.Count > 0 ? WrongUsage : status;
        }
        catch (StartupException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
