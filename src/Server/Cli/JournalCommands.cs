using System.CommandLine;
using Plaza.Data.Database;
using Plaza.Data.Journal;
using Plaza.Data.Replaying;

namespace Plaza.Server.Cli;

/// <summary><c>plaza journal …</c></summary>
internal static class JournalCommands
{
    private const string ContentDiffers =
        "Content was lost or changed past the journal. It cannot be rebuilt, since the journal has no texts: stop the server and restore a backup.";

    private const string NotVerified = "Texts and names are not in the journal and were not verified.";

    private static readonly Option<string[]> Model = ModelOption();
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Also print the SHA-256 digest of each table, as recalculated and as stored", Arity = ArgumentArity.Zero };

    public static Command Create(VerbExecutor execute) => new("journal", "Verify and rebuild the event journal")
    {
        VerbCommand.Create(
            execute, "verify", "Check that database and journal are intact, that all content in the journal exists, and that the read models match it. Exit code 1 and the first fault if not", VerifyAsync),
        VerbCommand.Create(execute, "rebuild", "Recalculate the read models from the journal and replace rows that differ", RebuildAsync, Model, Verbose),
    };

    /// <summary>The sentence about a journal whose digests are right.</summary>
    public static string DescribeIntact(long entries) => $"Journal intact: {entries} {(entries is 1 ? "entry" : "entries")}.";

    private static Option<string[]> ModelOption()
    {
        var option = new Option<string[]>("--model") { Description = "Only this read model; may be repeated", HelpName = "NAME" };
        option.AcceptOnlyFromAmong([.. ReadModelNames.Rebuildable]);
        return option;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, VerbContext context)
    {
        try
        {
            if (context.IsDatabaseChecked || await DatabaseFaultAsync(context) is not { } fault)
                return await VerifyJournalAsync(context);

            await context.Error.WriteLineAsync(fault);
            return 1;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutputException or IOException))
        {
            await context.Error.WriteLineAsync($"The journal could not be verified: {fault.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static Task<string?> DatabaseFaultAsync(VerbContext context) =>
        Task.Run(() => context.Get<DatabaseCheck>().FindFault(context.Ct), context.Ct);

    private static async Task<int> VerifyJournalAsync(VerbContext context)
    {
        var progress = new ProgressWriter(context.Error);
        var verdict = await context.Get<JournalVerifier>().RunAsync(progress, context.Ct);
        if (verdict.Fault is { } fault)
        {
            await context.Error.WriteLineAsync(fault);
            return 1;
        }

        var models = await context.Get<ReadModelRebuilder>().VerifyAsync([], progress, context.Ct);
        foreach (var table in models.SelectMany(model => model.Tables))
            await NameAsync(table, context.Error);

        if (!models.All(model => model.Matches))
        {
            var wrong = models.Where(model => !model.Matches && ReadModelNames.Rebuildable.Contains(model.Name)).Select(model => $"--model {model.Name}").ToList();
            if (models.Any(model => model is { Name: ReadModelNames.Content, Matches: false }))
                await context.Error.WriteLineAsync(ContentDiffers);
            if (wrong.Count > 0)
                await context.Error.WriteLineAsync($"The journal is intact, but read models differ from it. Rebuild them: plaza journal rebuild {string.Join(" ", wrong)}");
            return 1;
        }

        await context.Out.WriteLineAsync(DescribeIntact(verdict.Entries));
        await context.Out.WriteLineAsync($"Read models match the journal: {string.Join(", ", ReadModelNames.All)}. {NotVerified}");
        return 0;
    }

    private static async Task<int> RebuildAsync(ParseResult parsed, VerbContext context)
    {
        try
        {
            return await RebuildModelsAsync(parsed.GetValue(Model) ?? [], parsed.GetValue(Verbose), context);
        }
        catch (InvalidDataException fault)
        {
            await context.Error.WriteLineAsync($"Nothing could be rebuilt: {fault.Message}");
            return 1;
        }
    }

    private static async Task<int> RebuildModelsAsync(string[] models, bool isVerbose, VerbContext context)
    {
        var (before, after) = await context.Get<ReadModelRebuilder>().RebuildAsync(models, new ProgressWriter(context.Error), context.Ct);
        foreach (var (was, now) in before.SelectMany(model => model.Tables).Zip(after.SelectMany(model => model.Tables)))
        {
            if (isVerbose)
            {
                await context.Out.WriteLineAsync($"{now.Name}: rebuilt {now.ExpectedSha256}");
                await context.Out.WriteLineAsync($"{now.Name}: live    {was.ActualSha256}, {(was.DifferenceCount is 0 ? "identical" : $"{was.DifferenceCount} rows differed")}");
            }

            await NameAsync(was, context.Out);
        }

        if (after.All(model => model.Matches))
        {
            await context.Out.WriteLineAsync(Summary(before));
            return 0;
        }

        if (after.Any(model => model is { Name: ReadModelNames.Content, Matches: false }))
            await context.Error.WriteLineAsync(ContentDiffers);
        await context.Error.WriteLineAsync("These rows still differ from the journal: rows that it refers to are missing, or another program changes the tables.");
        foreach (var table in after.SelectMany(model => model.Tables))
            await NameAsync(table, context.Error);

        return 1;
    }

    private static string Summary(IReadOnlyList<ReadModelComparison> before)
    {
        var names = string.Join(", ", before.Select(model => model.Name).Where(ReadModelNames.Rebuildable.Contains));
        return before.Sum(model => model.Tables.Sum(table => table.DifferenceCount)) switch
        {
            0 => $"Rebuilt {names}: all rows matched the journal.",
            1 => $"Rebuilt {names}: replaced 1 row that differed from the journal.",
            var count => $"Rebuilt {names}: replaced {count} rows that differed from the journal.",
        };
    }

    private static async Task NameAsync(TableComparison table, TextWriter output)
    {
        foreach (var sentence in table.Differences)
            await output.WriteLineAsync($"{sentence}.");

        if (table.DifferenceCount > table.Differences.Count)
            await output.WriteLineAsync($"{table.Name}: {table.DifferenceCount - table.Differences.Count} more rows differ.");
    }
}
