using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Plaza.Data.Postgres;

/// <summary>
/// One server uses a database at a time, as the lock of the data folder ensures for SQLite: a second would run the tasks that the first is running once
/// more. An advisory lock, which PostgreSQL releases when the connection ends. A server that loses it takes it again, or stops when another has it.
/// </summary>
internal sealed class PostgresServerLock(
    PostgresConnections connections, ILogger<PostgresServerLock> logger, IHostApplicationLifetime? lifetime = null) : IHostedService, IAsyncDisposable
{
    /// <summary>A server that is stopping releases it soon.</summary>
    private static readonly TimeSpan AcquireTimeout = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private NpgsqlConnection? _connection;
    private Task _holding = Task.CompletedTask;

    /// <summary>The key of the lock, in each database: any number that nothing else in it uses.</summary>
    public long Key { get; init; } = 0x706C617A61;

    /// <exception cref="InvalidDataException">Another server uses the database.</exception>
    public async Task AcquireAsync(CancellationToken ct)
    {
        for (var left = AcquireTimeout; !await TryAcquireAsync(ct); left -= CheckInterval)
        {
            if (left <= TimeSpan.Zero)
            {
                throw new InvalidDataException(
                    $"Another Plaza uses {connections.Name}. Stop it first: several servers on one database are not supported yet. Commands are run by the server that is "
                    + "started with the same data folder.");
            }

            await Task.Delay(CheckInterval, ct);
        }
    }

    /// <summary>Begins to check that the lock is held; <see cref="AcquireAsync"/> has taken it.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _holding = Task.Run(HoldAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _holding;
        await CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _stopping.Dispose();
    }

    private async Task HoldAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(CheckInterval, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (await IsHeldAsync() || await TryAcquireAsync(_stopping.Token))
                    continue;

                logger.ServerLockTaken(connections.Name);
                Environment.ExitCode = 1;
                lifetime?.StopApplication();
                return;
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException)
            {
                await CloseAsync(); // PostgreSQL cannot be reached: tried again.
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> IsHeldAsync()
    {
        if (_connection is null)
            return false;

        await using var command = new NpgsqlCommand("select 1", _connection);
        await command.ExecuteNonQueryAsync(_stopping.Token);
        return true;
    }

    private async Task<bool> TryAcquireAsync(CancellationToken ct)
    {
        if (_connection is null)
        {
            var connection = connections.CreateReader("lock");
            try
            {
                await connection.OpenAsync(ct);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }

            _connection = connection;
        }

        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({Key})", _connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task CloseAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
            await connection.DisposeAsync();
    }
}
