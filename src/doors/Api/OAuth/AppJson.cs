using System.Globalization;
using System.Text.Json.Serialization;
using Plaza.Contracts.Authentication;

namespace Plaza.Api.OAuth;

/// <summary>An app as it sees itself.</summary>
/// <param name="RedirectUri">All redirect URIs, one a line, for clients older than <paramref name="RedirectUris"/>.</param>
/// <param name="VapidKey">Empty: web push is not supported.</param>
internal sealed record AppJson(
    string Id,
    string Name,
    string? Website,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> RedirectUris,
    string RedirectUri,
    string VapidKey)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientSecret { get; init; }

    /// <summary>0: the secret never expires.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ClientSecretExpiresAt { get; init; }

    public static AppJson From(App app) => new(
        app.Id.Value.ToString(CultureInfo.InvariantCulture),
        app.Name,
        app.Website,
        [.. app.Scopes.Names],
        app.RedirectUris,
        string.Join('\n', app.RedirectUris),
        "");
}
