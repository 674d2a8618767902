namespace Plaza.Tests.Program.Storms;

/// <summary>What stands in the end: the posts, and who follows, likes and boosts what.</summary>
internal sealed record CommunityState(IReadOnlyCollection<StandingPost> Posts, IReadOnlySet<Relation> Ties);

/// <summary>A post that is there.</summary>
internal sealed record StandingPost(int Client, string Text, long Id);

/// <summary>Somebody follows, likes or boosts. <paramref name="Made"/> is the verb that makes it.</summary>
internal sealed record Relation(int Client, OperationKind Made, string Subject);
