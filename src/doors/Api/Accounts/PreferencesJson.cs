using System.Text.Json.Serialization;

namespace Plaza.Api.Accounts;

/// <summary>What a user prefers; the same for all as yet.</summary>
internal sealed record PreferencesJson
{
    [JsonPropertyName("posting:default:visibility")]
    public string Visibility => "public";

    [JsonPropertyName("posting:default:sensitive")]
    public bool Sensitive => false;

    [JsonPropertyName("posting:default:language")]
    public string? Language => null;

    [JsonPropertyName("reading:expand:media")]
    public string Media => "default";

    [JsonPropertyName("reading:expand:spoilers")]
    public bool Spoilers => false;

    [JsonPropertyName("reading:autoplay:gifs")]
    public bool Gifs => false;
}
