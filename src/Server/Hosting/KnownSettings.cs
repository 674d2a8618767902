using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Plaza.Server.Hosting;

/// <summary>Every setting there is. One that does not exist is rejected: a misspelt one that closes the registrations would leave them open.</summary>
internal static partial class KnownSettings
{
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Server:PublicUrl", "Server:Registrations", "Server:Name", "Server:Description", "Server:ContactEmail", "Server:TrustedProxies",
        "Server:Language", "Server:MaxConnections", "Server:MaxConnectionsPerAddress",
        "Mail:Host", "Mail:Port", "Mail:From", "Mail:Security", "Mail:User", "Mail:Password", "Mail:PasswordFile", "Mail:TrustedRoot",
        "Mail:Timeout", "Mail:RetryUnreachable",
        "Memory:PostBytes", "Memory:AccountBytes", "Memory:HandleBytes", "Memory:ReplyBytes", "Memory:MarkBytes", "Memory:RelationshipBytes",
        "Memory:PageBytes",
        "Timelines:MemoryBytes",
        "RateLimits:Enabled",
    };

    /// <summary>The same as options of the command line, so only in the environment.</summary>
    public static IReadOnlySet<string> OfCommandLine { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Data", "Urls" };

    /// <exception cref="FormatException">One that is set does not exist, in a sentence that names it and where it is set.</exception>
    public static void Check(IConfigurationRoot configuration)
    {
        foreach (var provider in configuration.Providers)
        {
            var (source, more) = provider switch
            {
                JsonConfigurationProvider file => (file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "").PhysicalPath, null),
                EnvironmentVariablesConfigurationProvider => ("the environment", OfCommandLine),
                _ => (null, (IReadOnlySet<string>?)null),
            };
            if (source is not null && KeysOf(provider, null).FirstOrDefault(key => !Exists(key) && more?.Contains(key) is not true) is { } unknown)
                throw new FormatException($"{unknown} in {source} is no setting of Plaza. The README lists them all.");
        }
    }

    /// <summary>A reason why a setting is invalid, which .NET gives with names of the code, with the name of the setting instead.</summary>
    public static string Explain(string reason)
    {
        if (Conversion().Match(reason) is { Success: true } conversion)
            return $"{conversion.Groups["name"]} cannot be '{conversion.Groups["value"]}'.";
        if (Validation().Match(reason) is not { Success: true } validation)
            return reason;

        var name = Names.FirstOrDefault(name => name.EndsWith($":{validation.Groups["property"]}", StringComparison.Ordinal));
        return validation.Groups["rest"] is { Success: true } rest ? $"{name} {rest.Value.Replace("field is", "is", StringComparison.Ordinal)}" : validation.Groups["own"].Value;
    }

    /// <summary>The levels of the log have names that .NET and its libraries choose.</summary>
    private static bool Exists(string key) => Names.Contains(key) || key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase);

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

    [GeneratedRegex(@"^Failed to convert configuration value '(?<value>.*)' at '(?<name>[\w:]+)' to type", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Conversion();

    [GeneratedRegex(@"^(?<property>\w+): (The (field )?\w+\.\w+ (?<rest>.*)|(?<own>\w+:.*))$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Validation();
}
