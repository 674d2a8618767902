using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>An order of the author, or of an admin.</summary>
public sealed record DeletePost(PostId Post, AccountId By) : IRequest<bool>
{
    /// <summary>Set where the door has seen that the caller is an admin.</summary>
    public bool AsAdmin { get; init; }
}
