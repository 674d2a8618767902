using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>A command: boosts a post. Returns the boost, the earlier one where there is one. Only public and unlisted posts can be boosted.</summary>
public sealed record BoostPost(AccountId By, PostId Post) : IRequest<PostId>
{
    /// <summary>For whom the boost is: public, unlisted or followers. Null for what the account publishes by default.</summary>
    public Visibility? Visibility { get; init; }
}
