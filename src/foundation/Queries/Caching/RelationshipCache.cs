using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;
using Plaza.Queries.Accounts;

namespace Plaza.Queries.Caching;

/// <summary>How one account relates to another, by viewer and other account.</summary>
internal sealed class RelationshipCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private readonly BoundedCache<(AccountId Viewer, AccountId Other), Relationship> _pairs =
        new("relationships", options.RelationshipBytes, metrics);

    public Relationship Between(AccountId viewer, AccountId other) => _pairs.GetOrLoad((viewer, other), connections, Load)!;

    public void Invalidate(AccountId one, AccountId other)
    {
        _pairs.Invalidate((one, other));
        _pairs.Invalidate((other, one));
    }

    public void InvalidateAll() => _pairs.InvalidateAll();

    private static Relationship? Load(ReadConnectionPool connections, (AccountId Viewer, AccountId Other) key) => connections.QueryFirst(
        $"""
        select exists (select 1 from follows where follower = {key.Viewer} and followed = {key.Other}),
          exists (select 1 from follows where follower = {key.Other} and followed = {key.Viewer}),
          exists (select 1 from follows where follower = {key.Viewer} and followed = {key.Other} and boosts = 1)
        """,
        row => new Relationship(key.Other, row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2)));
}
