using Plaza.Data.Database;
using Plaza.Data.Nodes;

namespace Plaza.Data.Postgres;

/// <summary>The nodes that share the database. Thread-safe.</summary>
public sealed class NodeList(ReadConnectionPool reading, Node node)
{
    /// <returns>The oldest first; empty with SQLite, which one process uses at a time.</returns>
    public async Task<IReadOnlyList<NodeState>> GetAsync(CancellationToken ct) => !node.IsShared ? [] : await reading.QueryAsync(
        $"""
        select id, name, roles, joined_at, expires_at - (extract(epoch from clock_timestamp()) * 1000)::bigint
        from nodes order by joined_at, id
        """,
        row => new NodeState(
            row.GetString(1), (NodeRoles)row.GetInt32(2), row.GetTime(3), TimeSpan.FromMilliseconds(row.GetInt64(4)), row.GetInt64(0) == node.Id),
        ct);
}

/// <param name="Name">The machine and the process.</param>
/// <param name="JoinedAt">By the clock of the database.</param>
/// <param name="Lease">How long the lease is still valid; negative for a node that does not respond.</param>
/// <param name="IsThis">Whether it is this process.</param>
public sealed record NodeState(string Name, NodeRoles Roles, DateTimeOffset JoinedAt, TimeSpan Lease, bool IsThis);
