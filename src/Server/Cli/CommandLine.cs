using System.CommandLine;

namespace Plaza.Server.Cli;

/// <summary>The command line of the program. Exit codes: 0 done, 1 rejected or failed, 2 wrong usage, 128 and more stopped by a signal.</summary>
internal static class CommandLine
{
    private const int WrongUsage = 2;

    /// <summary>Without response files: @ada is a handle, and a password may begin with @.</summary>
    public static readonly ParserConfiguration WithoutResponseFiles = new() { ResponseFileTokenReplacer = null };

    /// <summary>After SIGTERM or Ctrl+C: longer than the shutdown timeout of the host.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        StandardStreams.FailWhereClosed();
        using var signals = new TerminationSignals(Timeout);
        await using var output = new OutputWriter(Console.Out, fallback: null);
        await using var error = new OutputWriter(Console.Error, fallback: Console.Out);
        try
        {
            var status = await RunAsync(args, new LocalVerbRunner(args).ExecuteAsync, output, error, signals.Token, signals);
            return status is 0 && error.HasFailed && CommandTree.IsVerb(args) ? 1 : status;
        }
        catch (OutputException fault)
        {
            await error.WriteLineAsync(
                $"The standard output cannot be written: {fault.Message}. The command may have taken effect, for example created a token that was not shown.");
            return 1;
        }
        catch (OperationCanceledException) when (signals.Status is { } status)
        {
            await error.WriteLineAsync("Stopped by a signal before the command was complete. Check what it did before you try again.");
            return status;
        }
    }

    /// <param name="args">The arguments of the program.</param>
    /// <param name="execute">Runs a verb on the data.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For errors and progress.</param>
    /// <param name="ct">Cancels the verb.</param>
    /// <param name="signals">The signals that cancel it, of which a server counts a second one; null where none do.</param>
    public static async Task<int> RunAsync(
        string[] args, VerbExecutor execute, TextWriter output, TextWriter error, CancellationToken ct, TerminationSignals? signals = null)
    {
        if (args.Any(argument => argument.Contains('\ufffd', StringComparison.Ordinal)))
        {
            await error.WriteLineAsync("An argument has a character that cannot be read (U+FFFD or bytes that are not UTF-8).");
            return WrongUsage;
        }

        var parsed = new CommandTree(execute, signals).Root.Parse(args, WithoutResponseFiles);
        if (parsed.Errors.Count > 0 || CommandTree.HasUselessUrls(parsed))
        {
            await error.WriteLineAsync(UsageError.Describe(parsed));
            return WrongUsage;
        }

        var streams = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(streams, ct);
        }
        catch (StartupException rejection)
        {
            await error.WriteLineAsync(rejection.Message);
            return 1;
        }
    }
}
