using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Queries.Accounts;

namespace Plaza.Queries.Caching;

/// <summary>How one account relates to another, by viewer and other account.</summary>
internal sealed class RelationshipCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private readonly LoadingCache<(AccountId Viewer, AccountId Other), Relationship> _pairs =
        new("relationships", options.RelationshipBytes, metrics, (pairs, ct) => LoadAsync(connections, pairs, ct));

    public CacheReader<(AccountId Viewer, AccountId Other), Relationship> Read() => new(_pairs);

    public void Invalidate(AccountId one, AccountId other)
    {
        _pairs.Invalidate((one, other));
        _pairs.Invalidate((other, one));
    }

    public void InvalidateAll() => _pairs.InvalidateAll();

    /// <summary>A page is read for one viewer, so there is one query for each viewer.</summary>
    private static async ValueTask<Dictionary<(AccountId Viewer, AccountId Other), Relationship>> LoadAsync(
        ReadConnectionPool connections, IReadOnlyCollection<(AccountId Viewer, AccountId Other)> pairs, CancellationToken ct)
    {
        var loaded = pairs.ToDictionary(pair => pair, pair => new Relationship(pair.Other, Follows: false, IsFollowedBy: false, ShowsBoosts: false));
        foreach (var group in pairs.GroupBy(pair => pair.Viewer, pair => pair.Other))
        {
            var (viewer, others) = (group.Key, group.ToList());
            foreach (var (follower, followed, showsBoosts) in await connections.QueryAsync(
                $"""
                select follower, followed, boosts from follows where follower = {viewer} and followed in {others}
                union all
                select follower, followed, boosts from follows where follower in {others} and followed = {viewer}
                """,
                row => (Follower: new AccountId(row.GetInt64(0)), Followed: new AccountId(row.GetInt64(1)), ShowsBoosts: row.GetBoolean(2)),
                ct))
            {
                var isByViewer = follower == viewer;
                var key = (viewer, isByViewer ? followed : follower);
                loaded[key] = isByViewer ? loaded[key] with { Follows = true, ShowsBoosts = showsBoosts } : loaded[key] with { IsFollowedBy = true };
            }
        }

        return loaded;
    }
}
