using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>Renders a post without storing it. Rejects the texts that <see cref="PublishPost"/> rejects.</summary>
public sealed record RenderPost(PublishPost Post) : IQuery<RenderedPost>;
