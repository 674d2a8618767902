using Plaza.Api.Json;
using Plaza.Contracts.Text;
using Plaza.Queries.Timelines;

namespace Plaza.Api.Search;

/// <summary>Finds a hashtag by name, in any equivalent spelling, if at least one public post has it.</summary>
internal sealed class TagSearch(TimelineQueries timelines, ApiUrls urls)
{
    public async Task<IReadOnlyList<TagJson>> FindAsync(string query, CancellationToken ct) =>
        Hashtag.KeyOf(query.TrimStart('#', '＃')) is { Length: > 0 } key && (await timelines.GetByTagAsync(key, new(1), null, ct)).Count > 0
            ? [TagJson.Of(key, urls)]
            : [];
}
