using System.Globalization;
using System.Text.Json;
using Plaza.Spaces.Journal;

namespace Plaza.Spaces.RabbitMQ.Messages;

/// <summary>
/// Entries as CloudEvents 1.0 in the JSON format, in structured mode. Sequences are text, since numbers of CloudEvents have 32 bits; the extension
/// <c>sequence</c> has leading zeros, so that its order as text is that of the entries, as its definition wants.
/// </summary>
internal static class CloudEventJson
{
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    /// <param name="json">Receives one object.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="source">The attribute <c>source</c>.</param>
    /// <param name="payload">The event as JSON, and its version; null when it was erased or could not be read.</param>
    /// <param name="isErased">Whether the payload was erased.</param>
    /// <param name="preceding">The wire names of the entries directly before it, newest first.</param>
    public static void Write(Utf8JsonWriter json, JournalEntry entry, string source, (string Json, int Version)? payload, bool isErased, IEnumerable<string> preceding)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, Text(entry.Sequence));
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, entry.Name);
        if (entry.Subject.Length > 0)
            json.WriteString("subject"u8, entry.Subject);

        json.WriteString("time"u8, entry.Time.UtcDateTime);
        json.WriteString("sequence"u8, entry.Sequence.ToString("D19", CultureInfo.InvariantCulture));
        if (entry.Cause is { } cause)
            json.WriteString("causation"u8, Text(cause));

        json.WriteString("correlation"u8, Text(entry.Root));
        json.WriteNumber("depth"u8, entry.Depth);
        var names = string.Join(' ', preceding);
        if (names.Length > 0)
            json.WriteString("preceding"u8, names);

        if (isErased)
            json.WriteBoolean("erased"u8, true);

        if (payload is { } data)
        {
            json.WriteNumber("dataversion"u8, data.Version);
            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data.Json, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    /// <returns>The entry.</returns>
    /// <exception cref="FormatException">It is no CloudEvent, or none of this source.</exception>
    public static ReceivedEntry Read(ReadOnlyMemory<byte> body, string source, EventTypeRegistry types)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            if (json.GetProperty("source"u8).GetString() is var other && other != source)
                throw new FormatException($"Its source is {other}, not {source}.");

            var name = String(json.GetProperty("type"u8));
            var payload = json.TryGetProperty("data"u8, out var data) ? data.GetRawText() : null;
            var version = json.TryGetProperty("dataversion"u8, out var number) ? number.GetInt32() : 0;
            var entry = new JournalEntry(() => payload is null ? null : types.Deserialize(name, version, payload))
            {
                Sequence = Number(json.GetProperty("id"u8)),
                Time = json.GetProperty("time"u8).GetDateTimeOffset(),
                Name = name,
                Subject = json.TryGetProperty("subject"u8, out var subject) ? String(subject) : "",
                Cause = json.TryGetProperty("causation"u8, out var cause) ? Number(cause) : null,
                Root = Number(json.GetProperty("correlation"u8)),
                Depth = json.GetProperty("depth"u8).GetInt32(),
            };
            var isErased = json.TryGetProperty("erased"u8, out var erased) && erased.GetBoolean();
            return new(
                entry,
                payload is not null || isErased,
                json.TryGetProperty("preceding"u8, out var preceding) ? String(preceding).Split(' ') : []);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new FormatException($"It is no CloudEvent of a journal: {fault.Message}", fault);
        }
    }

    private static string Text(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private static long Number(JsonElement text) => long.Parse(String(text), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string String(JsonElement text) => text.GetString() ?? throw new FormatException("It is no CloudEvent of a journal: a text is null.");
}
