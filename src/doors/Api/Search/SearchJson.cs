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

    public static TagJson Of(string name, Addresses at) => new(name.ToLowerInvariant(), name.ToLowerInvariant(), at.OfTag(name.ToLowerInvariant()));
}
