using System.Text.Json.Serialization;

namespace Plaza.Api.Accounts;

/// <summary>The user's preferences. Reading preferences cannot be changed yet and are the same for all users.</summary>
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
