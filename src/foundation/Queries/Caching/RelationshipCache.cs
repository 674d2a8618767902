using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;
using Plaza.Queries.Accounts;

namespace Plaza.Queries.Caching;

/// <summary>Who follows whom, pair by pair, as far as somebody asked.</summary>
internal sealed class RelationshipCache(ReadConnectionPool reading, CacheMetrics meter, CacheOptions options)
{
    private readonly BoundedCache<(AccountId Viewer, AccountId Other), Relationship> _pairs =
        new("relationships", options.RelationshipBytes, meter, key => Read(reading, key.Viewer, key.Other));

    public Relationship Between(AccountId viewer, AccountId other) => _pairs.Get((viewer, other))!;

    public void Forget(AccountId one, AccountId other)
    {
        _pairs.Forget((one, other));
        _pairs.Forget((other, one));
    }

    public void ForgetAll() => _pairs.ForgetAll();

    private static Relationship? Read(ReadConnectionPool reading, AccountId viewer, AccountId other) => reading.First(
        $"""
        select exists (select 1 from follows where follower = {viewer} and followed = {other}),
          exists (select 1 from follows where follower = {other} and followed = {viewer}),
          exists (select 1 from follows where follower = {viewer} and followed = {other} and boosts = 1)
        """,
        row => new Relationship(other, row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2)));
}
