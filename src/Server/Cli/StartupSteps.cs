using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Plaza.Data;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary>The steps before a server or verb runs. Faults that the operator can correct become a <see cref="StartupException"/> of one sentence.</summary>
internal static class StartupSteps
{
    /// <exception cref="StartupException">The folder cannot be used.</exception>
    public static HostArguments Settings(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(CommandTree.Folder);
        if (folder is "")
            throw new StartupException("--data names no folder. Name one, or leave it out.", null);

        var settings = Try(folder, () => new HostArguments(new DataFolder(folder), parsed.GetRequiredValue(CommandTree.Urls)));
        return ListenAddress.HasRoom(settings.Folder.Socket)
            ? settings
            : throw new StartupException($"The path of the data folder is too long for the control socket in it: choose a shorter one than {settings.Folder.Path} with --data.", null);
    }

    /// <summary>For a verb that needs what is there already: in a folder that was misspelt it would create a database, and find nothing in it.</summary>
    /// <exception cref="StartupException">There is no database in the folder.</exception>
    public static void RequireDatabase(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(CommandTree.Folder);
        if (folder is not "" && !File.Exists(Path.Combine(folder, "plaza.db")))
        {
            throw new StartupException(
                $"There is no database in {Path.GetFullPath(folder)}. Give another folder with --data, or begin one with plaza serve or plaza account create.", null);
        }
    }

    /// <exception cref="StartupException">The limit of open files is too low.</exception>
    public static void CheckLimits(HostArguments settings) => Try(settings.Folder.Path, () =>
    {
        OpenFiles.CheckLimit();
        return true;
    });

    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="StartupException">The folder cannot be used.</exception>
    public static DataFolderLock? Lock(HostArguments settings) => Try(settings.Folder.Path, () => DataFolderLock.TryTake(settings.Folder));

    /// <summary>A server that was killed leaves its control socket behind.</summary>
    /// <exception cref="StartupException">Something else has the name of the socket.</exception>
    public static void DeleteSocket(HostArguments settings) => Try(settings.Folder.Path, () =>
    {
        SocketFile.Delete(settings.Folder.Socket);
        return true;
    });

    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static THost Build<THost>(HostArguments settings, Func<THost> build)
        where THost : IHost => Try(settings.Folder.Path, () =>
        {
            DataFolderCheck.Run(settings.Folder);
            var host = build();
            host.Services.GetService<IStartupValidator>()?.Validate();
            return host;
        });

    /// <exception cref="StartupException">The address cannot be listened on, or the database cannot be used.</exception>
    public static async Task RunAsync(IHost host, HostArguments settings, CancellationToken ct)
    {
        try
        {
            await host.StartAsync(ct);
        }
        catch (Exception fault)
        {
            // Services that were started are stopped in order, so that nothing is half written and no follow-up fault is logged.
            await host.StopAsync(CancellationToken.None);
            if (fault is SocketException)
                throw new StartupException($"Plaza cannot listen on {settings.Urls}: {fault.Message}.", fault);
            if (IsForTheOperator(fault))
                throw Sentence(fault, settings.Folder.Path);
            throw;
        }
    }

    private static T Try<T>(string folder, Func<T> begin)
    {
        try
        {
            return begin();
        }
        catch (Exception fault) when (IsForTheOperator(fault))
        {
            throw Sentence(fault, folder);
        }
    }

    private static bool IsForTheOperator(Exception fault) => fault
        is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or OptionsValidationException
        or InvalidOperationException or SqliteException or SocketException or AggregateException { InnerExceptions: [OptionsValidationException, ..] };

    private static StartupException Sentence(Exception fault, string folder) => fault switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Sentence(first, folder),
        OptionsValidationException invalid => new($"Plaza could not start: {string.Join(" ", invalid.Failures.Select(KnownSettings.Explain))}", fault),
        SqliteException => new($"Plaza could not start on {Path.Combine(folder, "plaza.db")}: {fault.Message}", fault),
        _ => new($"Plaza could not start: {KnownSettings.Explain(fault.Message).ReplaceLineEndings(" ")}", fault),
    };
}

/// <summary>The server or verb could not start; the message is one sentence for the operator.</summary>
internal sealed class StartupException(string message, Exception? cause) : Exception(message, cause);
