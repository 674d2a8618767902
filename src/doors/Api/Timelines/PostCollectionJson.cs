using System.Text.Json.Serialization;
using Plaza.Api.Posts;

namespace Plaza.Api.Timelines;

/// <summary>A page of posts with links to itself and to the next page.</summary>
internal sealed record PostCollectionJson(IReadOnlyList<SerializedPost> Items, [property: JsonPropertyName("_links")] CollectionLinksJson Links);

/// <param name="Self">This page.</param>
/// <param name="Next">Null on the last page.</param>
internal sealed record CollectionLinksJson(string Self, string? Next);
