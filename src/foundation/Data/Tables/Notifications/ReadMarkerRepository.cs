using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Notifications;

/// <summary>Writes the table <c>read_markers</c>. Used by the Notifications space only.</summary>
public sealed class ReadMarkerRepository
{
    /// <summary>Whether the marker was moved since the caller read it.</summary>
    public bool IsStale(WriteTransaction tx, AccountId account, ReadMarkerMove move) => tx.QueryScalar(
        $"""
        select 1 from read_markers where account = {account} and timeline = {move.Timeline} and version <> {(long)move.Version} and last_read_id <> {move.LastReadId}
        """) is not null;

    /// <summary>Moves a marker, also backwards. The version stays where nothing changes.</summary>
    public void Move(WriteTransaction tx, AccountId account, MarkedTimeline timeline, long lastReadId) => tx.Enqueue(
        $"""
        insert into read_markers (account, timeline, last_read_id, version, updated_at) values ({account}, {timeline}, {lastReadId}, 1, {tx.Now})
        on conflict (account, timeline) do update set last_read_id = excluded.last_read_id, version = read_markers.version + 1, updated_at = excluded.updated_at
        where read_markers.last_read_id <> excluded.last_read_id
        """);

    /// <summary>Moves a marker forwards, unless it is there already or the account does not exist.</summary>
    public void Advance(WriteTransaction tx, AccountId account, MarkedTimeline timeline, long lastReadId) => tx.Enqueue(
        $"""
        insert into read_markers (account, timeline, last_read_id, version, updated_at) select {account}, {timeline}, {lastReadId}, 1, {tx.Now} where exists (select 1 from accounts where id = {account})
        on conflict (account, timeline) do update set last_read_id = excluded.last_read_id, version = read_markers.version + 1, updated_at = excluded.updated_at
        where read_markers.last_read_id < excluded.last_read_id
        """);

    public void RemoveAll(WriteTransaction tx, AccountId account) => tx.Enqueue($"delete from read_markers where account = {account}");
}
