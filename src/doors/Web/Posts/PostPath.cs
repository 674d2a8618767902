using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;

namespace Plaza.Web.Posts;

/// <summary>Paths of posts.</summary>
internal static class PostPath
{
    public static string Of(PostView post) => Of(post.Author.Handle, post.Id);

    public static string Of(string handle, PostId post) => $"/@{handle}/{post}";
}
