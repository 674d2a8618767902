using System.CommandLine;
using Plaza.Data;
using Plaza.Queries.Accounts;
using Plaza.Server.Hosting;
using Plaza.Server.Http;

namespace Plaza.Server.Cli;

/// <summary><c>plaza serve</c>, and <c>plaza</c> alone. The first signal begins the drain, after which the server stops; a second one ends the drain.</summary>
internal sealed class ServeCommand(TerminationSignals? signals)
{
    public const string Name = "serve";

    public Command Create()
    {
        var command = new Command(Name, "Serve the website and the API until SIGTERM or Ctrl+C") { CommandTree.Urls, CommandTree.Roles };
        command.SetAction(RunAsync);
        return command;
    }

    public async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var settings = StartupSteps.Settings(parsed);
        StartupSteps.CheckLimits(settings);
        StartupSteps.CheckRoles(settings);
        using var taken = await StartupSteps.LockAsync(settings, parsed.InvocationConfiguration.Error, ct);
        StartupSteps.CheckAddresses(settings);
        StartupSteps.DeleteSocket(settings);
        await using var app = StartupSteps.Build(settings, () => PlazaServer.Build(settings));
        var drain = app.Services.GetRequiredService<Drain>();
        signals?.Timeout += drain.Duration; // Before the start, since a signal may come as soon as it is complete.
        try
        {
            await StartupSteps.RunAsync(app, settings, ct);
            OwnerOnly.Restrict(settings.Folder.Socket);

            await WriteStartupMessageAsync(parsed.InvocationConfiguration, await StartupMessageAsync(app, settings));
            SystemdNotification.Send("READY=1");
            using var trimmer = new MemoryTrimmer(TimeProvider.System);
            await WaitAsync(drain, app.Lifetime.ApplicationStopping, ct);
            await app.StopAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped while starting: the services that had started were stopped in order.
        }

        return Environment.ExitCode;
    }

    /// <summary>Completes when the server may stop: after a signal and the drain, or when it stops by itself.</summary>
    private async Task WaitAsync(Drain drain, CancellationToken stopping, CancellationToken ct)
    {
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping))
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        SystemdNotification.Send("STOPPING=1");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(signals?.Second ?? CancellationToken.None, stopping);
        await drain.RunAsync(end.Token);
    }

    /// <summary>A closed standard output does not stop the server.</summary>
    private static async Task WriteStartupMessageAsync(InvocationConfiguration streams, string message)
    {
        try
        {
            await streams.Output.WriteLineAsync(message);
        }
        catch (OutputException fault)
        {
            await streams.Error.WriteLineAsync($"The standard output cannot be written: {fault.Message}. {message}");
        }
    }

    private static async Task<string> StartupMessageAsync(WebApplication app, HostArguments settings)
    {
        var url = settings.Addresses.FirstOrDefault(address => address.IsPublic)?.Url.TrimEnd('/') ?? app.Configuration["Server:PublicUrl"];
        var first = !await app.Services.GetRequiredService<AccountQueries>().IsEmptyAsync(CancellationToken.None)
            ? ""
            : $"""

              There are no accounts yet. Sign up at {url}/signup, or create the first account in another terminal, which asks for a password:
                {CalledAs(settings)} account create --username ada --email ada@example.org --admin
              """;
        return $"Plaza serves {url} on {app.Services.GetRequiredService<DatabaseName>().Value}.{first}";
    }

    /// <summary>The command that runs this program again from the current folder.</summary>
    private static string CalledAs(HostArguments settings)
    {
        var isSource = File.Exists("src/Server/Server.csproj") && Environment.ProcessPath?.Contains("artifacts", StringComparison.Ordinal) is true;
        var program = isSource ? "dotnet run --project src/Server --" : Environment.ProcessPath ?? "plaza";
        var isDefault = settings.Folder.Path == Path.GetFullPath(HostArguments.DefaultFolder);
        return isDefault ? program : $"{program} --data {Quoted(settings.Folder.Path)}";
    }

    /// <summary>Quoted for a POSIX shell.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
