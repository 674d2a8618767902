using Plaza.Api.Wire;
using Plaza.Data.Views;

namespace Plaza.Api.Search;

/// <summary>Finds the hashtag of exactly this name, if a public post carries it.</summary>
internal sealed class TagSearch(TimelineViews timelines, Addresses at)
{
    private const int Longest = 100;

    public async Task<IReadOnlyList<TagJson>> FindAsync(string query, CancellationToken ct)
    {
        var name = query.TrimStart('#');
        return IsName(name) && (await timelines.TagAsync(name, new(1), null, ct)).Count > 0 ? [TagJson.Of(name, at)] : [];
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= Longest && name.All(sign => char.IsLetterOrDigit(sign) || char.IsSurrogate(sign) || sign is '_' or '·' || char.GetUnicodeCategory(sign) is System.Globalization.UnicodeCategory.NonSpacingMark);
}
