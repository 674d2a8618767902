using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Profiles;

/// <summary>An order. False when it was so already.</summary>
public sealed record Unfollow(AccountId Follower, AccountId Followed) : IRequest<bool>;
