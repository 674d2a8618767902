using System.CommandLine;
using System.Data.Common;
using Plaza.Data;
using Plaza.Data.Copying;

namespace Plaza.Server.Cli;

/// <summary><c>plaza data …</c></summary>
internal static class DataCommands
{
    private static readonly Option<string> To = new("--to") { Description = "Copy plaza.db of the data folder to this PostgreSQL database, which must be empty", HelpName = "CONNECTION" };
    private static readonly Option<string> From = new("--from") { Description = "Copy this PostgreSQL database to plaza.db in the data folder, which must not exist", HelpName = "CONNECTION" };

    public static Command Create() => new("data", "Move the data to another database") { Copy() };

    private static Command Copy()
    {
        var command = new Command("copy", "Copy all data of a stopped server from SQLite to PostgreSQL or back. Run again, it goes on with a copy that was interrupted") { To, From };
        command.Validators.Add(result =>
        {
            if (result.GetValue(To) is null == result.GetValue(From) is null)
                result.AddError("Give one of --to and --from, with the connection string of a PostgreSQL database.");
        });
        command.SetAction(CopyAsync);
        return command;
    }

    /// <summary>Not in a running server, which must not use what is copied.</summary>
    private static async Task<int> CopyAsync(ParseResult parsed, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var to = parsed.GetValue(To);
        if (to is not null && parsed.GetRequiredValue(CommandTree.Folder) is { Length: > 0 } named)
            StartupSteps.RequireFile(named);

        var settings = StartupSteps.Settings(parsed);
        using var taken = await StartupSteps.LockAsync(settings, error, ct);
        try
        {
            var copy = new DatabaseCopy(settings.Folder, new ProgressWriter(error), TimeProvider.System);
            var summary = to is not null ? await copy.ToPostgresAsync(to, ct) : await copy.FromPostgresAsync(parsed.GetRequiredValue(From), ct);
            await output.WriteLineAsync(Describe(summary));
            await output.WriteLineAsync(to is not null ? AfterTo(settings.Folder) : AfterFrom(summary));
            return 0;
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The data could not be copied: {fault.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
        catch (DbException fault)
        {
            await error.WriteLineAsync($"The database could not be used: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Run the command again, which goes on with the copy.");
            return 1;
        }
    }

    private static string Describe(CopySummary summary) =>
        $"""
        {string.Join(Environment.NewLine, summary.Rows.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => $"{table.Value,12} {table.Key}"))}
        {summary.Rows.Values.Sum(),12} rows in {summary.Rows.Count} tables of {summary.Target} equal those of {summary.Source}.
        {JournalCommands.DescribeIntact(summary.Entries)}
        """;

    private static string AfterTo(DataFolder folder) =>
        $"""
        To use it: set PLAZA__DATABASE__CONNECTION to the connection string, and move {folder.Database} and the files {folder.Database}-* to another folder.
        Keep them until there is a backup of the new database. The folders keys and mail are still used.
        """;

    private static string AfterFrom(CopySummary summary) =>
        $"""
        To use it: remove PLAZA__DATABASE__CONNECTION from the settings. Keep {summary.Source} until there is a backup of the data folder.
        """;
}
