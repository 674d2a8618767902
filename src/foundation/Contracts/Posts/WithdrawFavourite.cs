using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>An order. False when it was so already.</summary>
public sealed record WithdrawFavourite(AccountId By, PostId Post) : IRequest<bool>;
