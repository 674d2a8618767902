using System.Text.Json.Serialization;

namespace Plaza.Api.Accounts;

/// <summary>What a user prefers. How to read is the same for all as yet.</summary>
internal sealed record PreferencesJson(
    [property: JsonPropertyName("posting:default:visibility")] string Visibility,
    [property: JsonPropertyName("posting:default:sensitive")] bool Sensitive,
    [property: JsonPropertyName("posting:default:language")] string Language)
{
    [JsonPropertyName("reading:expand:media")]
    public string Media => "default";

    [JsonPropertyName("reading:expand:spoilers")]
    public bool Spoilers => false;

    [JsonPropertyName("reading:autoplay:gifs")]
    public bool Gifs => false;
}
