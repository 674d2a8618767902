using System.Text.Json.Serialization;

namespace Plaza.Api.Json;

/// <summary>The body of every error response. OAuth puts its error code into <paramref name="Error"/>.</summary>
internal sealed record ErrorJson(string Error)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorDescription { get; init; }

    /// <summary>The errors of each invalid field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, IReadOnlyList<ErrorDetailJson>>? Details { get; init; }
}

internal sealed record ErrorDetailJson(string Error, string Description);
