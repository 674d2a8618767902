using System.Text.Json.Serialization;

namespace Plaza.Api.Wire;

/// <summary>What every refusal looks like. OAuth puts its code into <paramref name="Error"/>.</summary>
internal sealed record ErrorJson(string Error)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorDescription { get; init; }

    /// <summary>What is wrong with which field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, IReadOnlyList<ErrorDetailJson>>? Details { get; init; }
}

internal sealed record ErrorDetailJson(string Error, string Description);
