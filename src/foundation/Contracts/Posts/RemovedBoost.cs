using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Posts;

/// <summary>A boost that went with the post that it passed on.</summary>
/// <param name="Boost">Where it stood on timelines.</param>
/// <param name="By">Who made it.</param>
public readonly record struct RemovedBoost(PostId Boost, AccountId By);
