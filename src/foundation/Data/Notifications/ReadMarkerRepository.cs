using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Committing;

namespace Plaza.Data.Notifications;

/// <summary>Writes the table <c>read_markers</c>. Used by the Notifications space only.</summary>
public sealed class ReadMarkerRepository
{
    /// <summary>Whether it was moved to another place since the caller saw it.</summary>
    public bool IsStale(Commit commit, AccountId account, ReadMarkerMove move) => commit.Number(
        $"""
        select 1 from read_markers where account = {account} and timeline = {move.Timeline} and version <> {(long)move.Version} and last_read_id <> {move.LastReadId}
        """) is not null;

    /// <summary>Moves it, also backwards. A marker that is there already stays as it is.</summary>
    public void Move(Commit commit, AccountId account, MarkedTimeline timeline, long lastReadId) => commit.Run(
        $"""
        insert into read_markers (account, timeline, last_read_id, version, updated_at) values ({account}, {timeline}, {lastReadId}, 1, {commit.Now})
        on conflict (account, timeline) do update set last_read_id = excluded.last_read_id, version = read_markers.version + 1, updated_at = excluded.updated_at
        where read_markers.last_read_id <> excluded.last_read_id
        """);

    /// <summary>Moves it unless more was read already, or the account is gone.</summary>
    public void Advance(Commit commit, AccountId account, MarkedTimeline timeline, long lastReadId) => commit.Run(
        $"""
        insert into read_markers (account, timeline, last_read_id, version, updated_at) select {account}, {timeline}, {lastReadId}, 1, {commit.Now} where exists (select 1 from accounts where id = {account})
        on conflict (account, timeline) do update set last_read_id = excluded.last_read_id, version = read_markers.version + 1, updated_at = excluded.updated_at
        where read_markers.last_read_id < excluded.last_read_id
        """);

    public void RemoveAll(Commit commit, AccountId account) => commit.Run($"delete from read_markers where account = {account}");
}
