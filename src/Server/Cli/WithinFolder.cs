using System.CommandLine;
using Plaza.Contracts;
using Plaza.Data;
using Plaza.Server.Hosting;

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
        var settings = new ServerSettings(new DataFolder(parsed.GetRequiredValue(CommandTree.Folder)), parsed.GetRequiredValue(CommandTree.Urls));

        using var taken = DataLock.TryTake(settings.Folder);
        if (taken is null)
            return await SocketClient.RunAsync(settings.Folder, args, output, error, ct);

        using var host = PlazaServer.BuildWithoutDoors(settings);
        await host.StartAsync(ct);
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
