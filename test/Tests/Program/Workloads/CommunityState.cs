namespace Plaza.Tests.Program.Workloads;

/// <summary>What stands in the end: the posts, and who follows, likes and boosts what.</summary>
internal sealed record CommunityState(IReadOnlyCollection<StoredPost> Posts, IReadOnlySet<Relation> Relations);

/// <summary>A post that is there.</summary>
internal sealed record StoredPost(int Client, string Text, long Id);

/// <summary>Somebody follows, likes or boosts. <paramref name="Made"/> is the verb that makes it.</summary>
internal sealed record Relation(int Client, OperationKind Made, string Subject);
