using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Nodes;
using Plaza.Data.Tasks;
using Plaza.Spaces.Durable;

namespace Plaza.Data.Postgres;

/// <summary>
/// Holds the lease of this node in the table <c>nodes</c> and removes the nodes whose lease has expired, whose running tasks are pending again. Joining and
/// removing happen under the lock of <c>journal_head</c>, as every commit does: a node that was removed commits nothing more. All times are by the clock of
/// the database, so that the clocks of the nodes need not agree (docs/decisions/0081).
/// </summary>
internal sealed class PostgresNodes(
    DataFolder folder,
    PostgresConnections connections,
    Node node,
    LiveDelivery live,
    SubscriptionActivation activation,
    DeliveryStore deliveries,
    ILogger<PostgresNodes> logger) : BackgroundService
{
    /// <summary>How long a node is taken for alive after its last renewal.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    public static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(1);

    /// <summary>The time of the database, as the tables store it.</summary>
    public const string Now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    /// <summary>True for the row of a live node that serves requests (<see cref="NodeRoles.Serving"/>).</summary>
    public const string IsServing = $"roles & 3 <> 0 and expires_at > {Now}";

    private static readonly string ExpirySql = $"{Now} + {Lease.TotalMilliseconds}";
    private static readonly TimeSpan RejoinInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);


    private readonly OutageLog _outage = new();
    private long _liveSince;
    private long _required;
    private bool _isLost;

    /// <summary>Called before the committer starts, which needs the lease.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var connection = connections.CreateLease())
        {
            await connection.OpenAsync(cancellationToken);
            await PostgresSharedFolder.CheckAsync(connection, folder, connections.Name, cancellationToken);
            var sent = Stopwatch.GetTimestamp();
            await JoinAsync(connection, cancellationToken);
            _liveSince = sent;
            node.SetLiveUntil(sent + Ticks(Lease));
            await RefreshNodesAsync(connection, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Called when the committer has stopped, or when the start has failed.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!node.IsShared)
            return;

        try
        {
            await using var connection = connections.CreateLease();
            await connection.OpenAsync(cancellationToken);
            await RemoveAsync(connection, $"id = {node.Id}", cancellationToken);
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            logger.NotLeft(fault.GetBaseException().Message, Lease.TotalSeconds);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = connections.CreateLease();
                await connection.OpenAsync(stoppingToken);
                while (true)
                {
                    await RenewAsync(connection, stoppingToken);
                    _outage.End();
                    await Task.Delay(node.IsLive ? RenewInterval : RejoinInterval, stoppingToken);
                }
            }
            catch (Exception fault) when (IsOutage(fault))
            {
                if (!stoppingToken.IsCancellationRequested && _outage.IsDue())
                    logger.LeaseNotRenewed(fault.GetBaseException().Message);

                activation.Set(activation.IsActive && node.IsLive);
                await Task.Delay(RetryDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>A transaction whose connection was lost while the process was frozen is disposed of when it is committed.</summary>
    private static bool IsOutage(Exception fault) =>
        fault is DbException or IOException or TimeoutException or OperationCanceledException or InvalidOperationException;

    /// <summary>
    /// Renews the lease, unless the live handlers have not got what was committed before the last renewal: others would wait for this node in vain.
    /// </summary>
    private async Task RenewAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (sent, delivered) = (Stopwatch.GetTimestamp(), live.Delivered);
        var isFollowing = delivered >= _required;
        if (isFollowing)
        {
            if (await ExecuteAsync(connection, $"{RenewalSql(delivered)} and expires_at > {Now}", ct) is 0)
            {
                MarkLeaseLost();
                _required = await JoinAsync(connection, ct);
                live.CatchUp(_required);
                return;
            }

            if (_isLost)
            {
                (_liveSince, _isLost) = (sent, false);
                logger.LeaseRegained();
            }

            node.SetLiveUntil(sent + Ticks(Lease));
        }
        else if (!node.IsLive)
        {
            MarkLeaseLost();
        }

        var head = await RefreshNodesAsync(connection, ct);
        _required = isFollowing ? head : _required;
    }

    /// <summary>What this node reports as applied is never set back, and unknown before the committer has started.</summary>
    private string RenewalSql(long delivered)
    {
        var applied = delivered is long.MaxValue ? "applied" : $"greatest(applied, {delivered})";
        return $"update nodes set expires_at = {ExpirySql}, applied = {applied} where id = {node.Id}";
    }

    private void MarkLeaseLost()
    {
        if (!_isLost)
            logger.LeaseLost();

        _isLost = true;
        node.SetLiveUntil(0);
        activation.Set(false);
    }

    /// <summary>Takes a lease, for the row of this node if no other has removed it.</summary>
    /// <returns>The last sequence: every later transaction sees this node.</returns>
    private async Task<long> JoinAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var head = await QueryAsync(connection, JournalHeadRow.LockSql, ct);
        var delivered = live.Delivered;
        long? replacing = null;
        if (!node.IsShared || await ExecuteAsync(connection, RenewalSql(delivered), ct) is 0)
        {
            replacing = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
            await using var insert = new NpgsqlCommand(
                $"insert into nodes (id, name, roles, joined_at, expires_at, applied) values ($1, $2, $3, {Now}, {ExpirySql}, $4)", connection)
            {
                Parameters = { new() { Value = replacing }, new() { Value = node.Name }, new() { Value = (int)node.Roles }, new() { Value = Math.Min(delivered, head) } },
            };
            await insert.ExecuteNonQueryAsync(ct);
            await RequeueAsync(connection, ct);
        }

        await transaction.CommitAsync(ct);
        if (replacing is { } id)
            node.ReplaceId(id);

        return head;
    }

    /// <summary>Reads the nodes, decides what this one does, and removes those whose lease has expired.</summary>
    /// <returns>The last sequence of the journal.</returns>
    private async Task<long> RefreshNodesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var nodes = new List<(long Id, NodeRoles Roles, bool IsLive)>();
        await using (var command = new NpgsqlCommand($"select id, roles, expires_at > {Now} from nodes order by joined_at, id", connection))
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                nodes.Add((reader.GetInt64(0), (NodeRoles)reader.GetInt32(1), reader.GetBoolean(2)));
        }

        var served = node.Roles & NodeRoles.Serving;
        node.SetServing(nodes.Count(one => one.IsLive && (one.Roles & served) is not NodeRoles.None));
        activation.Set(node.IsLive && nodes.FirstOrDefault(one => one.IsLive && one.Roles.HasFlag(NodeRoles.Tasks)).Id == node.Id);

        // A dead letter may have been released on another node.
        if (activation.IsActive && nodes.Count > 1 && await QueryAsync(connection, "select count(*) from (select 1 from deliveries where not is_parked limit 1) released", ct) > 0)
            deliveries.Recheck();

        // After an outage of the database all leases have expired: each node first gets the time to renew its own.
        if (node.IsLive && Stopwatch.GetElapsedTime(_liveSince) > Lease && nodes.Exists(one => !one.IsLive))
            logger.NodesRemoved(await RemoveAsync(connection, $"expires_at <= {Now}", ct));

        return await QueryAsync(connection, "select sequence from journal_head where id = 1", ct);
    }

    /// <returns>How many nodes were removed.</returns>
    private static async Task<int> RemoveAsync(NpgsqlConnection connection, string condition, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await QueryAsync(connection, JournalHeadRow.LockSql, ct);
        var removed = await ExecuteAsync(connection, $"delete from nodes where {condition}", ct);
        await RequeueAsync(connection, ct);
        await transaction.CommitAsync(ct);
        return removed;
    }

    /// <summary>Tasks of nodes that are gone run again.</summary>
    private static Task<int> RequeueAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(
        connection, $"update tasks set state = {(int)TaskState.Pending} where state = {(int)TaskState.Running} and node not in (select id from nodes)", ct);

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> QueryAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
