using Microsoft.Extensions.Logging.Console;

namespace Plaza.Server.Hosting;

/// <summary>
/// Where settings come from, the later winning: <c>plaza.json</c> in the data folder, <c>plaza.json</c> where the program
/// was called, the environment (<c>PLAZA__SECTION__NAME</c>).
/// </summary>
internal static class PlazaSettings
{
    public static void AddPlazaSettings(this IConfigurationManager configuration, ServerSettings settings)
    {
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Server:PublicUrl"] = settings.Urls.Split(';')[0].TrimEnd('/'),
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
            ["Logging:LogLevel:Quartz"] = "Warning",
        });
        configuration.AddJsonFile(Path.Combine(settings.Folder.Path, "plaza.json"), optional: true);
        configuration.AddJsonFile(Path.GetFullPath("plaza.json"), optional: true);
        configuration.AddEnvironmentVariables("PLAZA__");
        CheckPublicUrl(configuration["Server:PublicUrl"] ?? "");
    }

    /// <summary>Where none is set it is the address listened on, which may be one that nobody can open, such as <c>http://*:80</c>.</summary>
    private static void CheckPublicUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidDataException(
                $"Server:PublicUrl is \"{url}\", which is no address that others can open. Set PLAZA__SERVER__PUBLICURL, such as to https://plaza.example.org.");
        }
    }

    /// <summary>One line an entry, with the id of the request to which it belongs.</summary>
    public static void AddPlazaLog(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
