using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Profiles;

/// <summary>Follows an account, or changes the options of a follow. Returns false when nothing changed.</summary>
public sealed record Follow(AccountId Follower, AccountId Followed) : ICommand<bool>
{
    /// <summary>Whether boosts by the followed account appear on the follower's home timeline. Null for no change; a new follow shows them.</summary>
    public bool? Boosts { get; init; }
}

/// <summary>Unfollows an account. Returns false when it was not followed.</summary>
public sealed record Unfollow(AccountId Follower, AccountId Followed) : ICommand<bool>;

/// <summary>Changes the display name (0 to 30 characters) and the bio (0 to 500 characters). Null leaves a property unchanged.</summary>
public sealed record UpdateProfile(AccountId Account, string? Name, string? Bio) : ICommand<bool>
{
    /// <summary>The default audience of the account's posts and boosts: public, unlisted or followers.</summary>
    public Visibility? PostingVisibility { get; init; }

    /// <summary>Whether the account's posts are sensitive by default.</summary>
    public bool? PostingSensitive { get; init; }

    /// <summary>The default language of the account's posts, such as <c>en</c>; empty for that of the server.</summary>
    public string? PostingLanguage { get; init; }
}
