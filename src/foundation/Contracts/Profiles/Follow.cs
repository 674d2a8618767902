using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Profiles;

/// <summary>A command: follows an account, or changes the options of a follow. Returns false when nothing changed.</summary>
public sealed record Follow(AccountId Follower, AccountId Followed) : IRequest<bool>
{
    /// <summary>Whether boosts by the followed account appear on the follower's home timeline. Null for no change; a new follow shows them.</summary>
    public bool? Boosts { get; init; }
}
