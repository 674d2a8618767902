using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Plaza.Data.Committing;

namespace Plaza.Data.Postgres;

/// <summary>
/// Lets live delivery catch up when another process has committed: notified by its writer, and once a second, since a notification is lost with the
/// connection (https://www.postgresql.org/docs/current/sql-listen.html) and behind a pooler.
/// </summary>
internal sealed class PostgresJournalListener(
    PostgresConnections connections, PostgresWriter writer, LiveDelivery live, ILogger<PostgresJournalListener> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = MinRetryDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = connections.CreateReader("listener");
                await connection.OpenAsync(stoppingToken);
                delay = MinRetryDelay;
                await ListenAsync(connection, stoppingToken);
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException or InvalidOperationException)
            {
                logger.ListenerLost(fault.GetBaseException().Message);
                await Task.Delay(delay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                delay = delay * 2 < MaxRetryDelay ? delay * 2 : MaxRetryDelay;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var isOther = false;
        connection.Notification += (_, notification) => isOther |= notification.PID != writer.BackendId;
        await using (var listen = new NpgsqlCommand("listen plaza_journal", connection))
            await listen.ExecuteNonQueryAsync(ct);

        await using var head = new NpgsqlCommand("select sequence, erasures from journal_head", connection);
        while (true)
        {
            isOther = false;
            await CatchUpAsync(head, ct);
            var polledAt = Stopwatch.GetTimestamp();
            while (!isOther && Stopwatch.GetElapsedTime(polledAt) < PollInterval && await connection.WaitAsync(PollInterval, ct))
            {
                // Notified by the writer of this process, whose entries come from memory.
            }
        }
    }

    private async Task CatchUpAsync(NpgsqlCommand head, CancellationToken ct)
    {
        await using var reader = await head.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        live.CatchUp(reader.GetInt64(0), erasures: reader.GetInt64(1));
    }
}
