using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Data.Journal;

/// <summary>The JSON of events in the journal: camel case, enums by name, null properties omitted.</summary>
internal static class JournalJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
