namespace Plaza.Tests.Program.Workloads;

/// <summary>The final state: the posts, and all follows, favourites and boosts.</summary>
internal sealed record CommunityState(IReadOnlyCollection<StoredPost> Posts, IReadOnlySet<Relation> Relations);

/// <summary>An existing post.</summary>
internal sealed record StoredPost(int Client, string Text, long Id);

/// <summary>A follow, favourite or boost. <paramref name="Made"/> is the operation that creates it.</summary>
internal sealed record Relation(int Client, OperationKind Made, string Subject);
