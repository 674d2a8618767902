using System.CommandLine;
using Plaza.Data.Journal;

namespace Plaza.Server.Cli;

/// <summary><c>plaza journal …</c></summary>
internal static class JournalCommands
{
    public static Command Make(CarryOut carryOut) => new("journal", "Look after the journal of all that happened")
    {
        VerbCommand.Make(carryOut, "verify", "Check that the journal is whole: 0 if it is, 1 with the first fault if not", VerifyAsync),
    };

    private static async Task<int> VerifyAsync(ParseResult parsed, VerbContext context)
    {
        var progress = new Progress(context.Error);
        var verdict = await context.Get<JournalCheck>().RunAsync(progress, context.Ct);
        if (verdict.Fault is { } fault)
        {
            await context.Error.WriteLineAsync(fault);
            return 1;
        }

        await context.Out.WriteLineAsync($"The journal is whole: {verdict.Entries} entries.");
        return 0;
    }

    private sealed class Progress(TextWriter error) : IProgress<long>
    {
        public void Report(long value) => error.WriteLine($"… {value}");
    }
}
