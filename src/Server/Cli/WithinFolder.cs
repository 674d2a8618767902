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
    public async Task<int> CarryOutAsync(ParseResult parsed, Verb verb, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var settings = Starting.Settings(parsed);

        using var taken = Starting.Lock(settings);
        if (taken is null)
            return await SocketClient.RunAsync(settings.Folder, args, output, error, ct);

        using var host = Starting.Build(settings, () => PlazaServer.BuildWithoutDoors(settings));
        await Starting.RunAsync(host, settings, ct);

        // What was left to do when a server ended has to be done first, or numbers would be too low.
        await host.Services.GetRequiredService<InFlight>().WhenQuietAsync().WaitAsync(ct);
        var status = await RunAsync(verb, new(host.Services, output, error, ct));
        await host.StopAsync(CancellationToken.None);
        return status;
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
