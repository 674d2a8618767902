using Microsoft.Extensions.Logging.Console;

namespace Plaza.Server.Hosting;

/// <summary>
/// The sources of settings, in ascending precedence: <c>plaza.json</c> in the data folder, <c>plaza.json</c> in the current folder, the environment
/// (<c>PLAZA__SECTION__NAME</c>).
/// </summary>
internal static class PlazaConfiguration
{
    public static void AddPlazaSettings(this IConfigurationManager configuration, HostArguments settings)
    {
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
            ["Logging:LogLevel:Quartz"] = "Warning",
        });
        configuration.AddFilesAndEnvironment(settings.Folder.Path);
        KnownSettings.Check((IConfigurationRoot)configuration);
        configuration.AddInMemoryCollection([new("Server:PublicUrl", PublicUrlOf(settings, configuration["Server:PublicUrl"]))]);
    }

    /// <returns>The connection string of PostgreSQL; null when the database is a file in the folder, which need not exist.</returns>
    public static string? ReadConnection(string folder)
    {
        using var configuration = new ConfigurationManager();
        configuration.AddFilesAndEnvironment(folder);
        return configuration["Database:Connection"] is { } connection && !string.IsNullOrWhiteSpace(connection) ? connection : null;
    }

    private static void AddFilesAndEnvironment(this IConfigurationManager configuration, string folder)
    {
        configuration.AddSettingsFile(Path.Combine(folder, "plaza.json"));
        configuration.AddSettingsFile(Path.GetFullPath("plaza.json"));
        configuration.AddEnvironmentVariables("PLAZA__");
    }

    /// <summary>Defaults to the first listen URL that clients can open.</summary>
    private static string PublicUrlOf(HostArguments settings, string? set)
    {
        if (!string.IsNullOrWhiteSpace(set))
            return PublicUrl.Normalize(set);

        return settings.Addresses.FirstOrDefault(address => !address.IsSocket) is { IsPublic: true } first
            ? PublicUrl.Normalize(first.Url)
            : throw new FormatException(
                $"Clients cannot open {settings.Urls}, so links need another address: set PLAZA__SERVER__PUBLICURL, such as to https://plaza.example.org.");
    }

    /// <summary>Logs one line for each entry, with the id of its request.</summary>
    public static StartLog AddPlazaLog(this ILoggingBuilder logging)
    {
        var start = new StartLog();
        logging.ClearProviders();
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", start.IsEnabled);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", start.IsEnabled);
        logging.Services.AddSingleton<ILoggerProvider, LoadFailureWatch>();
        logging.AddFilter<LoadFailureWatch>(null, LogLevel.Error);
        logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        return start;
    }
}
