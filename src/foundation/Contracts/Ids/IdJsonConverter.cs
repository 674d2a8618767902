using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>Ids are strings in JSON, since JavaScript's numbers are too short for them.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IId<TId>.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("An id is a string of decimal digits.");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
