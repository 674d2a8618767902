using System.Text.Json;

namespace Plaza.Server.Hosting;

/// <summary>A <c>plaza.json</c>.</summary>
internal static class SettingsFile
{
    /// <summary>Adds its settings; none where there is no such file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read as settings, in a sentence that names file and place.</exception>
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

    /// <summary>Lines are counted from 0 in the exception, and its message ends with the place.</summary>
    private static string Reason(Exception fault) => fault switch
    {
        JsonException { LineNumber: { } line } json => $"line {line + 1}: {json.Message.Split(" LineNumber:")[0]}",
        { InnerException: { } inner } => Reason(inner),
        _ => fault.Message,
    };
}
