using System.Text.Json;
using System.Text.Json.Serialization;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Posts;

/// <summary>
/// The JSON of a post (Mastodon's status) for one viewer, already serialized so that it can be embedded in other responses. A boost contains the
/// boosted post.
/// </summary>
[JsonConverter(typeof(SerializedPostConverter))]
internal sealed record SerializedPost(PostId Id, ReadOnlyMemory<byte> Utf8);

internal sealed class SerializedPostConverter : JsonConverter<SerializedPost>
{
    public override SerializedPost Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Posts are written, not read.");

    public override void Write(Utf8JsonWriter writer, SerializedPost value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
