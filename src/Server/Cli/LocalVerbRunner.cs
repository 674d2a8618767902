using System.CommandLine;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plaza.Contracts;
using Plaza.Data.Sqlite;
using Plaza.Server.Hosting;
using Plaza.Spaces.Events;

namespace Plaza.Server.Cli;

/// <summary>
/// Runs a verb on a data folder: in the running server if there is one, otherwise in this process, which then holds the lock of
/// the folder.
/// </summary>
internal sealed class LocalVerbRunner(string[] args)
{
    /// <summary>How long another process, such as a server that is starting or another verb, may hold the lock without responding.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    public async Task<int> ExecuteAsync(ParseResult parsed, VerbAction verb, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (!VerbCommand.Is(parsed, "account", "create")) // may be the first that is done in a folder
            StartupSteps.RequireDatabase(parsed);

        var settings = StartupSteps.Settings(parsed);
        var password = PasswordOption.IsMissing(parsed) ? await PasswordInput.ReadAsync(error, ct) : null;
        var sent = password is null ? args : PasswordOption.Add(args, password);
        var began = TimeProvider.System.GetTimestamp();

        while (true)
        {
            using (var taken = StartupSteps.Lock(settings))
            {
                if (taken is not null)
                    return await RunHereAsync(parsed, settings, verb, password, ct);
            }

            if (await ControlSocketClient.TryRunAsync(settings.Folder, sent, output, error, ct) is { } status)
                return status;

            if (TimeProvider.System.GetElapsedTime(began) > Timeout)
                break;

            await Task.Delay(RetryInterval, ct);
        }

        await error.WriteLineAsync(
            $"Another process holds {settings.Folder.Path} but does not respond. If it is a server that is starting or stopping, try again in a moment.");
        return 1;
    }

    private static async Task<int> RunHereAsync(ParseResult parsed, HostArguments settings, VerbAction verb, string? password, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var checks = VerbCommand.Is(parsed, "journal", "verify") && StartupSteps.Connection(settings) is null; // a damaged database is checked before anything else opens it
        if (checks && new SqliteDatabaseCheck(settings.Folder).FindFaultAtRest(ct) is { } fault)
        {
            await error.WriteLineAsync(fault);
            return 1;
        }

        using var host = StartupSteps.Build(settings, () => PlazaServer.BuildHeadless(settings));
        await StartupSteps.RunAsync(host, settings, ct);
        try
        {
            // Durable subscriptions must first handle the events left by the last server, or counts would be too low.
            await host.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync().WaitAsync(ct);
            return await RunAsync(verb, new(host.Services, output, error, ct) { IsDatabaseChecked = checks, Password = password });
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <returns>1, after one line of error, when the verb was rejected or failed, here or in the server.</returns>
    public static async Task<int> RunAsync(VerbAction verb, VerbContext context)
    {
        try
        {
            return await verb(context);
        }
        catch (RequestRejectedException rejection)
        {
            await context.Error.WriteLineAsync(rejection.Message);
            return 1;
        }
        catch (DbException fault)
        {
            var hint = fault is SqliteException ? " Run plaza journal verify to check whether it is damaged." : "";
            await context.Error.WriteLineAsync($"The database could not be used: {fault.Message.TrimEnd('.')}.{hint}");
            return 1;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutputException) && !context.Ct.IsCancellationRequested)
        {
            context.Services.GetService<ILogger<LocalVerbRunner>>()?.CommandFailed(fault);
            await context.Error.WriteLineAsync($"This could not be done: {fault.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}
