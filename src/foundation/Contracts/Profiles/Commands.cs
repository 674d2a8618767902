using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Profiles;

/// <summary>A command: follows an account, or changes the options of a follow. Returns false when nothing changed.</summary>
public sealed record Follow(AccountId Follower, AccountId Followed) : IRequest<bool>
{
    /// <summary>Whether boosts by the followed account appear on the follower's home timeline. Null for no change; a new follow shows them.</summary>
    public bool? Boosts { get; init; }
}

/// <summary>An order. False when it was so already.</summary>
public sealed record Unfollow(AccountId Follower, AccountId Followed) : IRequest<bool>;

/// <summary>A command: changes the display name (0 to 30 characters) and the bio (0 to 500 characters). What is null stays as it is.</summary>
public sealed record UpdateProfile(AccountId Account, string? Name, string? Bio) : IRequest<bool>
{
    /// <summary>For whom the account's posts and boosts are when nothing else is said: public, unlisted or followers.</summary>
    public Visibility? PostingVisibility { get; init; }

    /// <summary>Whether the account's posts are sensitive when nothing else is said.</summary>
    public bool? PostingSensitive { get; init; }

    /// <summary>The language of the account's posts when nothing else is said, such as <c>en</c>; empty for that of the server.</summary>
    public string? PostingLanguage { get; init; }
}
