using System.CommandLine;
using Microsoft.Data.Sqlite;
using Plaza.Contracts;
using Plaza.Data.Journal;
using Plaza.Server.Hosting;
using Plaza.Spaces.Events;

namespace Plaza.Server.Cli;

/// <summary>
/// Carries a verb out on a data folder: by the running server where there is one, else in this process, which then holds
/// the folder's lock.
/// </summary>
internal sealed class LocalVerbRunner(string[] args)
{
    /// <summary>How long another process may hold the folder without answering: a server that starts, or another verb.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    public async Task<int> CarryOutAsync(ParseResult parsed, VerbAction verb, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var settings = StartupSteps.Settings(parsed);
        var began = TimeProvider.System.GetTimestamp();

        while (true)
        {
            using (var taken = StartupSteps.Lock(settings))
            {
                if (taken is not null)
                    return await RunHereAsync(parsed, settings, verb, ct);
            }

            if (await SocketClient.TryRunAsync(settings.Folder, args, output, error, ct) is { } status)
                return status;

            if (TimeProvider.System.GetElapsedTime(began) > Timeout)
                break;

            await Task.Delay(BetweenTries, ct);
        }

        await error.WriteLineAsync(
            $"Another process holds {settings.Folder.Path} but does not answer. If it is a server that is starting or stopping, try again in a moment.");
        return 1;
    }

    private static async Task<int> RunHereAsync(ParseResult parsed, HostArguments settings, VerbAction verb, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var checks = JournalCommands.IsVerify(parsed);
        if (checks && new DatabaseCheck(settings.Folder).FindFaultAtRest(ct) is { } fault)
        {
            await error.WriteLineAsync(fault);
            return 1;
        }

        using var host = StartupSteps.Build(settings, () => PlazaServer.BuildHeadless(settings));
        await StartupSteps.RunAsync(host, settings, ct);
        try
        {
            // What was left to do when a server ended has to be done first, or numbers would be too low.
            await host.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync().WaitAsync(ct);
            return await RunAsync(verb, new(host.Services, output, error, ct) { IsDatabaseChecked = checks });
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Says in one line why the verb was refused, or the database could not be used, and gives 1 for it.</summary>
    public static async Task<int> RunAsync(VerbAction verb, VerbContext context)
    {
        try
        {
            return await verb(context);
        }
        catch (RequestRejectedException refused)
        {
            await context.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (SqliteException fault)
        {
            await context.Error.WriteLineAsync($"The database could not be used: {fault.Message} plaza journal verify tells whether it is damaged.");
            return 1;
        }
    }
}
