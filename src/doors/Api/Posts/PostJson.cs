using System.Text.Json;
using System.Text.Json.Serialization;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Posts;

/// <summary>A post, which Mastodon calls a status, or a boost with the post that it passes on: written already, to stand in something larger.</summary>
[JsonConverter(typeof(PostJsonConverter))]
internal sealed record PostJson(PostId Id, ReadOnlyMemory<byte> Utf8);

internal sealed class PostJsonConverter : JsonConverter<PostJson>
{
    public override PostJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Posts are written, not read.");

    public override void Write(Utf8JsonWriter writer, PostJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
