using System.Collections;
using System.Text.RegularExpressions;

namespace Plaza.Server.Hosting;

/// <summary>Turns error messages of .NET about settings into sentences that name the settings as the operator wrote them.</summary>
internal static partial class SettingErrors
{
    /// <summary>Replaces the names of the code by those of the settings, and says which values are allowed.</summary>
    public static string Explain(string reason) => Name().Replace(WithSettingName(reason), name => AsWritten(name.Value));

    /// <summary>The sentence for a setting that does not exist.</summary>
    /// <param name="name">Its name, such as <c>Server:Registratons</c>.</param>
    /// <param name="file">The file that names it; null for the environment.</param>
    public static string Unknown(string name, string? file)
    {
        if (file is not null && KnownSettings.OfCommandLine.Contains(name))
            return $"{name} in {file} cannot be set in a file. Use --{name.ToLowerInvariant()} or {VariableOf(name)}.";

        var nearest = NearestName.Of(name, KnownSettings.Names) ?? KnownSettings.Names.FirstOrDefault(known => known.EndsWith($":{name}", StringComparison.OrdinalIgnoreCase));
        var (written, suggested) = file is null ? (AsWritten(name), nearest is null ? null : VariableOf(nearest)) : (name, nearest);
        return $"{written} in {file ?? "the environment"} is not a setting of Plaza. {(suggested is null ? "" : $"Did you mean {suggested}? ")}The README lists them all.";
    }

    private static string WithSettingName(string reason)
    {
        if (Conversion().Match(reason) is { Success: true } conversion)
        {
            var (wrong, value) = (conversion.Groups["name"].Value, conversion.Groups["value"].Value);
            return KnownSettings.AllowedValues(wrong) is { } values ? $"{wrong} must be {values}, not '{value}'." : $"{wrong} cannot be '{value}'.";
        }

        if (Validation().Match(reason) is not { Success: true } validation)
            return reason;
        if (validation.Groups["rest"] is not { Success: true } rest)
            return validation.Groups["own"].Value;

        if (KnownSettings.Names.FirstOrDefault(name => name.EndsWith($":{validation.Groups["property"]}", StringComparison.Ordinal)) is not { } name)
            return reason;

        return KnownSettings.AllowedValues(name) is { } allowed ? $"{name} must be {allowed}." : $"{name} {rest.Value.Replace("field is", "is", StringComparison.Ordinal)}";
    }

    /// <summary>
    /// The environment has precedence over files: where it has the setting, the value came from there. .NET names a setting of the log without its section.
    /// </summary>
    private static string AsWritten(string name) => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
        .FirstOrDefault(variable => variable.Replace("__", ":", StringComparison.Ordinal) is var path
            && path.StartsWith("PLAZA:", StringComparison.OrdinalIgnoreCase) && path.EndsWith($":{name}", StringComparison.OrdinalIgnoreCase)) ?? name;

    private static string VariableOf(string name) => $"PLAZA__{name.Replace(":", "__", StringComparison.Ordinal)}".ToUpperInvariant();

    [GeneratedRegex(@"\b\w+:\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^Failed to convert configuration value '(?<value>.*)' at '(?<name>[\w:]+)' to type", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Conversion();

    [GeneratedRegex(@"^(?<property>\w+): (The (field )?\w+\.\w+ (?<rest>.*)|(?<own>\w+:.*))$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Validation();
}
