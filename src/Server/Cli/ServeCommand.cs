using System.CommandLine;
using Plaza.Data;
using Plaza.Queries.Accounts;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary><c>plaza serve</c>, and <c>plaza</c> alone.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Make()
    {
        var command = new Command(Name, "Serve the website and the API until told to stop (SIGTERM, Ctrl+C)");
        command.SetAction(RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        // Signals are heeded once this has returned to who called it.
        await Task.Yield();
        var settings = StartupSteps.Settings(parsed);
        StartupSteps.CheckLimits(settings);
        using var taken = StartupSteps.Lock(settings);
        if (taken is null)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(
                $"Another Plaza serves {settings.Folder.Path}. Stop it first, or give another folder with --data.");
            return 1;
        }

        File.Delete(settings.Folder.Socket);
        await using var app = StartupSteps.Build(settings, () => PlazaServer.Build(settings));
        try
        {
            await StartupSteps.RunAsync(app, settings, ct);
            OwnerOnly.Restrict(settings.Folder.Socket);

            await WelcomeAsync(parsed.InvocationConfiguration, Welcome(app, settings));
            using var trimmer = new MemoryTrimmer(TimeProvider.System);
            await app.WaitForShutdownAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while it started: what had begun has ended in order.
        }

        return Environment.ExitCode;
    }

    /// <summary>A server that nobody can read serves all the same.</summary>
    private static async Task WelcomeAsync(InvocationConfiguration streams, string welcome)
    {
        try
        {
            await streams.Output.WriteLineAsync(welcome);
        }
        catch (OutputException fault)
        {
            await streams.Error.WriteLineAsync($"The standard output cannot be written: {fault.Message}. {welcome}");
        }
    }

    private static string Welcome(WebApplication app, HostArguments settings)
    {
        var url = settings.Addresses.FirstOrDefault(address => address.IsPublic)?.Url.TrimEnd('/') ?? app.Configuration["Server:PublicUrl"];
        var first = !app.Services.GetRequiredService<AccountQueries>().IsEmpty()
            ? ""
            : $"""

              Nobody lives here yet. Sign up at {url}/signup, or make the first account in another terminal:
                {CalledAs(settings)} account create --username ada --email ada@example.org --password 'SOMETHING LONG' --admin
              """;
        return $"Plaza serves {url} on {settings.Folder.Database}.{first}";
    }

    /// <summary>The words by which this very program can be called again from the same folder.</summary>
    private static string CalledAs(HostArguments settings)
    {
        var isSource = File.Exists("src/Server/Server.csproj") && Environment.ProcessPath?.Contains("artifacts", StringComparison.Ordinal) is true;
        var program = isSource ? "dotnet run --project src/Server --" : Environment.ProcessPath ?? "plaza";
        var isDefault = settings.Folder.Path == Path.GetFullPath(HostArguments.DefaultFolder);
        return isDefault ? program : $"{program} --data {Quoted(settings.Folder.Path)}";
    }

    /// <summary>As one word for a POSIX shell.</summary>
    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
