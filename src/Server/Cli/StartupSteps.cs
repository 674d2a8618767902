using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Plaza.Data;
using Plaza.Data.Nodes;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary>The steps before a server or verb runs. Faults that the operator can correct become a <see cref="StartupException"/> of one sentence.</summary>
internal static class StartupSteps
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StartupException">The folder cannot be used.</exception>
    public static HostArguments Settings(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(CommandTree.Folder);
        if (folder is "")
            throw new StartupException("--data names no folder. Name one, or leave it out.", null);

        RejectFile(folder);
        var settings = Try(folder, () => new HostArguments(new DataFolder(folder, Shared(parsed)), CommandTree.UrlsOf(parsed), CommandTree.RolesOf(parsed)));
        return ListenAddress.HasRoom(settings.Folder.Socket)
            ? settings
            : throw new StartupException($"The path of the data folder is too long for the control socket in it: choose a shorter one than {settings.Folder.Path} with --data.", null);
    }

    /// <summary>For verbs that need existing data: in a misspelt folder they would otherwise create an empty database.</summary>
    /// <exception cref="StartupException">There is no database in the folder, or this user has no access to it.</exception>
    public static void RequireDatabase(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(CommandTree.Folder);
        if (folder is "")
            return;

        RejectFile(folder);
        if (Connection(folder) is null)
            RequireFile(folder);
    }

    /// <summary>For verbs that read the SQLite database of the folder, whether a server would use it or not.</summary>
    /// <exception cref="StartupException">There is no database in the folder, or this user has no access to it.</exception>
    public static void RequireFile(string folder)
    {
        try
        {
            _ = File.GetAttributes(DataFolder.DatabaseIn(folder));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartupException(
                $"There is no database in {Path.GetFullPath(folder)}. Give another folder with --data, or create one with plaza serve or plaza account create.", null);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StartupException(
                $"{Environment.UserName} has no access to {Path.GetFullPath(folder)}. Run the command as the user of the server, such as with sudo -u plaza.", fault);
        }
    }

    /// <returns>The connection string of PostgreSQL; null for SQLite.</returns>
    /// <exception cref="StartupException">A settings file is malformed.</exception>
    public static string? Connection(HostArguments settings) => Connection(settings.Folder.Path);

    /// <exception cref="StartupException">Nobody else could do what this server does not.</exception>
    public static void CheckRoles(HostArguments settings)
    {
        if (settings.Roles is not NodeRoles.All && Connection(settings) is null)
            throw new StartupException("--roles divides the work of several servers, which need PostgreSQL: set PLAZA__DATABASE__CONNECTION, or leave --roles out.", null);
    }

    /// <summary>Another process may listen on an address. Call it before anything is written.</summary>
    /// <exception cref="StartupException">An address is malformed, in use, or not one of this machine.</exception>
    public static void CheckAddresses(HostArguments settings) => Try(settings.Folder.Path, () =>
    {
        foreach (var address in settings.Addresses)
            address.CheckFree();
        return true;
    });

    /// <exception cref="StartupException">The limit of open files is too low.</exception>
    public static void CheckLimits(HostArguments settings) => Try(settings.Folder.Path, () =>
    {
        OpenFiles.CheckLimit();
        return true;
    });

    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="StartupException">The folder cannot be used.</exception>
    public static DataFolderLock? Lock(HostArguments settings) => Try(settings.Folder.Path, () => DataFolderLock.TryTake(settings.Folder));

    /// <summary>
    /// Fails at once when another server holds the folder. Waits for a verb or a server that is stopping: a supervisor may start the next one
    /// already.
    /// </summary>
    /// <exception cref="StartupException">The folder cannot be used, or is in use.</exception>
    public static async Task<DataFolderLock> LockAsync(HostArguments settings, TextWriter error, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var hasSaid = false; TimeProvider.System.GetElapsedTime(began) < LockTimeout; await Task.Delay(LockInterval, ct))
        {
            if (Lock(settings) is { } taken)
                return taken;
            if (SocketFile.IsListening(settings.Folder.Socket))
                throw new StartupException($"Another process serves {settings.Folder.Path}. Stop it first, or choose another folder with --data.", null);

            if (!hasSaid)
                await error.WriteLineAsync($"Another process is at work in {settings.Folder.Path}: Plaza waits until it is done.");
            hasSaid = true;
        }

        throw new StartupException(
            $"Another process holds {settings.Folder.Path} but serves nothing. If it is a server that is starting or stopping, or a verb, try again in a moment.", null);
    }

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

    private static string? Shared(ParseResult parsed)
    {
        var shared = parsed.GetValue(CommandTree.Shared);
        return string.IsNullOrEmpty(shared) ? null : shared;
    }

    private static string? Connection(string folder) => Try(folder, () => PlazaConfiguration.ReadConnection(folder));

    /// <exception cref="StartupException">The folder, or one above it, is a file.</exception>
    private static void RejectFile(string folder)
    {
        for (var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
                throw new StartupException($"{path} is a file, so that it cannot be or contain the data folder. Name a folder with --data; plaza serve creates it if it does not exist.", null);
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
        or InvalidOperationException or DbException or SocketException or AggregateException { InnerExceptions: [OptionsValidationException, ..] };

    private static StartupException Sentence(Exception fault, string folder) => fault switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Sentence(first, folder),
        OptionsValidationException invalid => new($"Plaza could not start: {string.Join(" ", invalid.Failures.Select(SettingErrors.Explain))}", fault),
        SqliteException => new($"Plaza could not start on {DataFolder.DatabaseIn(folder)}: {fault.Message}", fault),
        _ => new($"Plaza could not start: {SettingErrors.Explain(fault.Message).ReplaceLineEndings(" ")}", fault),
    };
}

/// <summary>The server or verb could not start; the message is one sentence for the operator.</summary>
internal sealed class StartupException(string message, Exception? cause) : Exception(message, cause);
