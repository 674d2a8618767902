using Plaza.Api.Wire;
using Plaza.Contracts.Text;
using Plaza.Queries.Timelines;

namespace Plaza.Api.Search;

/// <summary>Finds the hashtag of this name in whatever spelling, if a public post carries it.</summary>
internal sealed class TagSearch(TimelineQueries timelines, ApiUrls at)
{
    public async Task<IReadOnlyList<TagJson>> FindAsync(string query, CancellationToken ct) =>
        Hashtag.KeyOf(query.TrimStart('#', '＃')) is { Length: > 0 } key && (await timelines.GetByTagAsync(key, new(1), null, ct)).Count > 0
            ? [TagJson.Of(key, at)]
            : [];
}
