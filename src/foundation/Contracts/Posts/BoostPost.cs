using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>An order. Gives the boost, the old one where there is one.</summary>
public sealed record BoostPost(AccountId By, PostId Post) : IRequest<PostId>;
