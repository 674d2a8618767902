using Plaza.Api.Accounts;
using Plaza.Api.Posts;
using Plaza.Api.Json;

namespace Plaza.Api.Search;

internal sealed record SearchJson(IReadOnlyList<AccountJson> Accounts, IReadOnlyList<SerializedPost> Statuses, IReadOnlyList<TagJson> Hashtags);

/// <summary>A hashtag. Its name is its id.</summary>
internal sealed record TagJson(string Id, string Name, string Url)
{
    public IReadOnlyList<string> History { get; } = [];

    public bool Following => false;

    public bool Featuring => false;

    /// <param name="key">A result of <see cref="Plaza.Contracts.Text.Hashtag.KeyOf"/>.</param>
    /// <param name="urls">The URLs of this server.</param>
    public static TagJson Of(string key, ApiUrls urls) => new(key, key, urls.OfTag(key));
}
