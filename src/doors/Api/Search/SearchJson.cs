using Plaza.Api.Accounts;
using Plaza.Api.Posts;
using Plaza.Api.Wire;

namespace Plaza.Api.Search;

internal sealed record SearchJson(IReadOnlyList<AccountJson> Accounts, IReadOnlyList<PostJson> Statuses, IReadOnlyList<TagJson> Hashtags);

/// <summary>A hashtag by itself. Its name says which one it is.</summary>
internal sealed record TagJson(string Id, string Name, string Url)
{
    public IReadOnlyList<string> History { get; } = [];

    public bool Following => false;

    public bool Featuring => false;

    /// <param name="key">Of <see cref="Plaza.Contracts.Text.Hashtag.KeyOf"/>.</param>
    /// <param name="at">Where the server is.</param>
    public static TagJson Of(string key, ApiUrls at) => new(key, key, at.OfTag(key));
}
