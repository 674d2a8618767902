using System.Text.Json;

namespace Plaza.Server.Hosting;

/// <summary>Reads settings from a <c>plaza.json</c>.</summary>
internal static class SettingsFile
{
    /// <summary>Adds the settings of the file; none if it does not exist.</summary>
    /// <exception cref="InvalidDataException">The file is malformed; the message names file and position.</exception>
    public static void AddSettingsFile(this IConfigurationManager configuration, string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path} must be a file with settings, and is a folder.");

        try
        {
            configuration.AddJsonFile(path, optional: true);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path} cannot be read: {Reason(fault)}", fault);
        }
    }

    /// <summary>The exception counts lines from 0, and its message ends with the position.</summary>
    private static string Reason(Exception fault) => fault switch
    {
        JsonException { LineNumber: { } line } json => $"line {line + 1}: {json.Message.Split(" LineNumber:")[0]}",
        { InnerException: { } inner } => Reason(inner),
        _ => fault.Message,
    };
}
