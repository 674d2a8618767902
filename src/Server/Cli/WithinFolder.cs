using System.CommandLine;
using Plaza.Contracts;
using Plaza.Server.Hosting;
using Plaza.Spaces.Events;

namespace Plaza.Server.Cli;

/// <summary>
/// Carries a verb out on a data folder: by the running server where there is one, else in this process, which then holds
/// the folder's lock.
/// </summary>
internal sealed class WithinFolder(string[] args)
{
    /// <summary>How long another process may hold the folder without answering: a server that starts, or another verb.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    public async Task<int> CarryOutAsync(ParseResult parsed, Verb verb, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var settings = Starting.Settings(parsed);
        var began = TimeProvider.System.GetTimestamp();

        while (true)
        {
            using (var taken = Starting.Lock(settings))
            {
                if (taken is not null)
                    return await RunHereAsync(settings, verb, output, error, ct);
            }

            if (await SocketClient.TryRunAsync(settings.Folder, args, output, error, ct) is { } status)
                return status;

            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                break;

            await Task.Delay(BetweenTries, ct);
        }

        await error.WriteLineAsync(
            $"Another process holds {settings.Folder.Path} but does not answer. If it is a server that is starting or stopping, try again in a moment.");
        return 1;
    }

    private static async Task<int> RunHereAsync(ServerSettings settings, Verb verb, TextWriter output, TextWriter error, CancellationToken ct)
    {
        using var host = Starting.Build(settings, () => PlazaServer.BuildWithoutDoors(settings));
        await Starting.RunAsync(host, settings, ct);
        try
        {
            // What was left to do when a server ended has to be done first, or numbers would be too low.
            await host.Services.GetRequiredService<InFlight>().WhenQuietAsync().WaitAsync(ct);
            return await RunAsync(verb, new(host.Services, output, error, ct));
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Says a refusal in one line and gives 1 for it.</summary>
    public static async Task<int> RunAsync(Verb verb, VerbContext context)
    {
        try
        {
            return await verb(context);
        }
        catch (RefusedException refused)
        {
            await context.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
