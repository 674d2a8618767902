using System.Diagnostics;

namespace Plaza.Data.Nodes;

/// <summary>
/// This process among those that share the database. With SQLite it is the only one. With PostgreSQL it holds a lease, which <c>PostgresNodes</c> renews
/// (docs/decisions/0081). Thread-safe.
/// </summary>
public sealed class Node(NodeRoles roles = NodeRoles.All) : IDisposable
{
    private readonly Lock _changing = new();
    private CancellationTokenSource _replacing = new();
    private long _liveUntil = long.MaxValue;
    private int _serving = 1;
    private long _id;

    /// <summary>What this node does.</summary>
    public NodeRoles Roles => roles;

    /// <summary>Identifies this node as the owner of running tasks: 0 with SQLite, otherwise a random number, another one after the loss of the lease.</summary>
    public long Id => Volatile.Read(ref _id);

    /// <summary>Names this node to the operator: the machine and the process.</summary>
    public string Name { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Whether other nodes may use the database too.</summary>
    public bool IsShared => Id is not 0;

    /// <summary>
    /// Whether the lease is valid, by the monotonic clock of this machine: others do not wait for a node without one, so what it reads from memory may be
    /// out of date.
    /// </summary>
    public bool IsLive => Stopwatch.GetTimestamp() < Volatile.Read(ref _liveUntil);


    /// <summary>Cancelled when this node has lost its lease and others may run its tasks.</summary>
    public CancellationToken Replaced
    {
        get
        {
            lock (_changing)
                return _replacing.Token;
        }
    }

    /// <summary>The part of a limit that holds on this node: divided by the live nodes that serve the same requests, rounded up.</summary>
    public int ShareOf(int limit)
    {
        var nodes = Volatile.Read(ref _serving);
        return (limit + nodes - 1) / nodes;
    }

    public void Dispose() => _replacing.Dispose();

    /// <param name="id">A number that no node had before.</param>
    internal void ReplaceId(long id)
    {
        CancellationTokenSource replaced;
        lock (_changing)
        {
            replaced = _replacing;
            _replacing = new();
            Volatile.Write(ref _id, id);
        }

        _ = replaced.CancelAsync(); // Not disposed, since its token is still read.
    }

    /// <param name="timestamp">Of <see cref="Stopwatch"/>; 0 for a lease that is lost.</param>
    internal void SetLiveUntil(long timestamp) => Volatile.Write(ref _liveUntil, timestamp);

    internal void SetServing(int nodes) => Volatile.Write(ref _serving, Math.Max(1, nodes));
}
