using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Plaza.Server.Hosting;

/// <summary>All settings. An unknown setting ends the start: a misspelt one that closes the registrations would leave them open.</summary>
internal static class KnownSettings
{
    private const string Connections = "a number from 1 to 1000000";
    private const string CacheSize = "a number of bytes from 100000 (98 KB) to 68719476736 (64 GB)";

    /// <summary>Each setting with its allowed values, the same as in the attributes of its property; null where a text may have any content.</summary>
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Server:PublicUrl"] = null,
        ["Server:Registrations"] = "open or closed",
        ["Server:Name"] = null,
        ["Server:Description"] = null,
        ["Server:ContactEmail"] = null,
        ["Server:TrustedProxies"] = null,
        ["Server:Language"] = "a language tag, such as en or pt-BR",
        ["Server:MaxConnections"] = Connections,
        ["Server:MaxConnectionsPerAddress"] = Connections,
        ["Server:DrainSeconds"] = "a number of seconds from 0 to 3600",
        ["Database:Connection"] = null,
        ["Mail:Host"] = null,
        ["Mail:Port"] = "a port from 1 to 65535",
        ["Mail:From"] = null,
        ["Mail:Security"] = "none, starttls or tls",
        ["Mail:User"] = null,
        ["Mail:Password"] = null,
        ["Mail:PasswordFile"] = null,
        ["Mail:TrustedRoot"] = null,
        ["Mail:Timeout"] = "a time from 00:00:01 to 00:10:00 (hours:minutes:seconds)",
        ["Mail:RetryUnreachable"] = "a time from 00:00:00.5 to 01:00:00 (hours:minutes:seconds)",
        ["RabbitMQ:Uri"] = null,
        ["RabbitMQ:Exchange"] = null,
        ["Memory:PostBytes"] = CacheSize,
        ["Memory:AccountBytes"] = CacheSize,
        ["Memory:HandleBytes"] = CacheSize,
        ["Memory:ReplyBytes"] = CacheSize,
        ["Memory:MarkBytes"] = CacheSize,
        ["Memory:RelationshipBytes"] = CacheSize,
        ["Memory:PageBytes"] = CacheSize,
        ["Timelines:MemoryBytes"] = "a number of bytes from 0 to 1099511627776 (1 TB)",
        ["RateLimits:Enabled"] = "true or false",
    };

    public static IReadOnlyCollection<string> Names => Settings.Keys;

    /// <summary>Settings that equal command-line options, so they are read from the environment only.</summary>
    public static IReadOnlySet<string> OfCommandLine { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Data", "Shared", "Urls", "Roles" };

    /// <summary>Completes "… must be". Null where a text may have any content.</summary>
    public static string? AllowedValues(string name) => Settings.GetValueOrDefault(name);

    /// <exception cref="FormatException">A setting does not exist; the message names it and its source.</exception>
    public static void Check(IConfigurationRoot configuration)
    {
        foreach (var provider in configuration.Providers)
        {
            var isEnvironment = provider is EnvironmentVariablesConfigurationProvider;
            var file = provider is JsonConfigurationProvider json ? json.Source.FileProvider?.GetFileInfo(json.Source.Path ?? "").PhysicalPath : null;
            if ((isEnvironment || file is not null) && KeysOf(provider, null).FirstOrDefault(key => !Exists(key) && !(isEnvironment && OfCommandLine.Contains(key))) is { } unknown)
                throw new FormatException(SettingErrors.Unknown(unknown, file));
        }
    }

    /// <summary>Log categories are named by .NET and its libraries, so every key below <c>Logging</c> exists.</summary>
    private static bool Exists(string key) => Settings.ContainsKey(key) || key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> KeysOf(IConfigurationProvider provider, string? parent)
    {
        foreach (var name in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? name : $"{parent}:{name}";
            if (provider.TryGet(key, out var value) && value is not null)
                yield return key;
            foreach (var below in KeysOf(provider, key))
                yield return below;
        }
    }
}
