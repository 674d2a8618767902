using System.Text.Json.Serialization;
using Plaza.Api.Posts;

namespace Plaza.Api.Timelines;

/// <summary>A page of posts that says where it is and where the next one is.</summary>
internal sealed record PostCollectionJson(IReadOnlyList<PostJson> Items, [property: JsonPropertyName("_links")] CollectionLinksJson Links);

/// <param name="Self">This page.</param>
/// <param name="Next">Null on the last one.</param>
internal sealed record CollectionLinksJson(string Self, string? Next);
