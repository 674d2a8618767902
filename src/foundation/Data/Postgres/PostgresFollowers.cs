using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Plaza.Data.Committing;
using Plaza.Data.Nodes;

namespace Plaza.Data.Postgres;

/// <summary>
/// Lets a caller read on every node what the caller wrote on one: the response leaves when the live nodes that serve requests have applied the entries. Each
/// node reports in its row of <c>nodes</c> what it has applied; the node that waits polls the rows every millisecond, since a notification for each report
/// would hold the lock of all notifications (docs/decisions/0081). Thread-safe.
/// </summary>
internal sealed class PostgresFollowers(PostgresConnections connections, Node node, ILogger<PostgresFollowers> logger) : BatchCompletion, IHostedService, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>A node that has not applied an entry after this time has lost its lease, and serves no requests.</summary>
    private static readonly TimeSpan MaxWait = PostgresNodes.Lease + (3 * PostgresNodes.RenewInterval);

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly OutageLog _outage = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long _applied;

    public override void Complete(CommittedBatch batch)
    {
        if (!batch.IsFollowed || batch.Entries is not [.., var last])
        {
            base.Complete(batch);
            return;
        }

        _waiting.Enqueue(new(last.Entry.Sequence, batch, Stopwatch.GetTimestamp()));
        _changed.Writer.TryWrite(true);
    }

    public override void ReportApplied(long sequence)
    {
        Volatile.Write(ref _applied, sequence);
        _changed.Writer.TryWrite(true);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Called when the committer has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        finally
        {
            CompleteUpTo(long.MaxValue);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = connections.CreateReporter();
                await connection.OpenAsync(_stopping.Token);
                await FollowAsync(connection);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) // Whatever it is: requests wait for the next round.
            {
                CompleteOverdue();
                LogOutage(fault);
                await Task.Delay(RetryDelay, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(NpgsqlConnection connection)
    {
        for (var reported = (Node: 0L, Applied: 0L); ;)
        {
            var current = (node.Id, Volatile.Read(ref _applied)); // A node that has joined again has another row.
            if (current != reported)
                await ReportAsync(connection, current);

            reported = current;
            _outage.End();
            if (!_waiting.IsEmpty)
                CompleteUpTo(await MinAppliedAsync(connection));

            CompleteOverdue();
            if (_waiting.IsEmpty)
                await _changed.Reader.ReadAsync(_stopping.Token);
            else if (!_changed.Reader.TryRead(out _))
                await Task.Delay(PollInterval, _stopping.Token);
        }
    }

    private async Task ReportAsync(NpgsqlConnection connection, (long Node, long Applied) current)
    {
        await using var command = new NpgsqlCommand("update nodes set applied = $2 where id = $1 and applied < $2", connection)
        {
            Parameters = { new() { Value = current.Node }, new() { Value = current.Applied } },
        };
        await command.ExecuteNonQueryAsync(_stopping.Token);
    }

    /// <summary>A log that throws must not end the loop.</summary>
    private void LogOutage(Exception fault)
    {
        if (!_outage.IsDue())
            return;

        try
        {
            logger.FollowersUnreachable(fault.GetBaseException().Message);
        }
        catch (Exception inLog)
        {
            Console.Error.WriteLine(inLog.Message);
        }
    }

    /// <returns>The sequence up to which all other live nodes that serve requests have applied the journal.</returns>
    private async Task<long> MinAppliedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand($"select min(applied) from nodes where id <> $1 and {PostgresNodes.IsServing}", connection) { Parameters = { new() { Value = node.Id } } };
        return await command.ExecuteScalarAsync(_stopping.Token) is long min ? min : long.MaxValue;
    }

    private void CompleteUpTo(long sequence)
    {
        while (_waiting.TryPeek(out var first) && first.Sequence <= sequence && _waiting.TryDequeue(out _))
            base.Complete(first.Batch);
    }

    private void CompleteOverdue()
    {
        while (_waiting.TryPeek(out var first) && Stopwatch.GetElapsedTime(first.Since) > MaxWait && _waiting.TryDequeue(out _))
            base.Complete(first.Batch);
    }

    /// <summary>The requests of a committed batch, which complete when the followers have applied its last entry.</summary>
    private sealed record Waiting(long Sequence, CommittedBatch Batch, long Since);
}
