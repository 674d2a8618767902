using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Spaces.Events;

/// <summary>
/// An event with its metadata, for tools and transports: by wire name, the payload as JSON. It carries depth and size of the cascade, so that
/// the cascade limit holds in the receiving process too. The names of its JSON properties are stable.
/// </summary>
public sealed record EventEnvelope
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>The sequence in the journal; 0 for an event that is not journaled.</summary>
    public long Sequence { get; init; }

    /// <summary>The time of the event, in UTC.</summary>
    [JsonPropertyName("time")]
    public required DateTimeOffset Timestamp { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>The id of the first event of the cascade.</summary>
    [JsonPropertyName("correlation")]
    public required string CorrelationId { get; init; }

    /// <summary>The id of the event that caused this one; null where there is none.</summary>
    [JsonPropertyName("causedBy")]
    public string? CausationId { get; init; }

    public int Depth { get; init; } = 1;

    public int CascadeSize { get; init; } = 1;

    /// <summary>The event as JSON.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>The context with which to publish an event from another process, so that causation and cascade continue.</summary>
    public EventContext ToContext() => new()
    {
        Id = Id,
        Sequence = Sequence,
        Timestamp = Timestamp,
        CorrelationId = CorrelationId,
        CausationId = CausationId,
        Depth = Depth,
        Cascade = new(CascadeSize),
    };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EnvelopeJson.Default.EventEnvelope);

    /// <returns>The envelope that <see cref="ToJson"/> wrote.</returns>
    /// <exception cref="JsonException">The text is not an envelope.</exception>
    public static EventEnvelope Parse(string json) =>
        JsonSerializer.Deserialize(json, EnvelopeJson.Default.EventEnvelope) ?? throw new JsonException("An envelope cannot be null.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventEnvelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
