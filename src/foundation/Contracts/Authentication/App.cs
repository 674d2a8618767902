using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Authentication;

/// <summary>An app as it registered itself.</summary>
public sealed record App(AppId Id, string ClientId, string Name, string? Website, IReadOnlyList<string> RedirectUris, Scopes Scopes);
