using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Spaces.Events;

/// <summary>
/// An event with all that is known of it, as tools and transports see it: by wire name, the payload as JSON. Depth and size
/// of the cascade travel with it, so that the storm guard holds on the other side too.
/// </summary>
public sealed record EventEnvelope
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>0 for an event that was never written down.</summary>
    public long Sequence { get; init; }

    /// <summary>In UTC.</summary>
    [JsonPropertyName("time")]
    public required DateTimeOffset Timestamp { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>The id of the event with which it all began.</summary>
    [JsonPropertyName("correlation")]
    public required string CorrelationId { get; init; }

    /// <summary>The id of the event that led to this one.</summary>
    [JsonPropertyName("causedBy")]
    public string? CausationId { get; init; }

    public int Depth { get; init; } = 1;

    public int CascadeSize { get; init; } = 1;

    /// <summary>The event itself as JSON.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>What to publish the event with that came from elsewhere, so that causes and cascade are followed on.</summary>
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

    /// <returns>What <see cref="ToJson"/> has written.</returns>
    /// <exception cref="JsonException">It is no envelope.</exception>
    public static EventEnvelope Parse(string json) =>
        JsonSerializer.Deserialize(json, EnvelopeJson.Default.EventEnvelope) ?? throw new JsonException("An envelope cannot be null.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventEnvelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
