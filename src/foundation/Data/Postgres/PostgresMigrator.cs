using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Plaza.Data.Copying;
using Plaza.Data.Database;

namespace Plaza.Data.Postgres;

/// <summary>Applies pending migrations, before anything else starts. Of several nodes that start at once, one does.</summary>
internal sealed class PostgresMigrator(DataFolder folder, PostgresConnections connections, ILogger<PostgresMigrator> logger) : IHostedService
{
    private const int MinVersion = 15;

    /// <summary>The key of the advisory lock: any number that nothing else in the database uses.</summary>
    public const long LockKey = 0x706C617A61;

    /// <exception cref="InvalidDataException">The database cannot be used, or a newer program has migrated it; the message tells the operator what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RejectSecondDatabase();
        try
        {
            await using var connection = connections.CreateWriter();
            await connection.OpenAsync(cancellationToken);
            if (!await IsUpToDateAsync(connection, cancellationToken))
            {
                await MigrateAsync(connection, cancellationToken);
                await IsUpToDateAsync(connection, cancellationToken); // A copy to it may have begun before the lock was free.
            }
        }
        catch (Exception fault) when (Advice(fault) is { } advice)
        {
            throw new InvalidDataException(advice, fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An operator who sets the connection on a server with data would find it empty, and the data in neither place complete.</summary>
    private void RejectSecondDatabase()
    {
        var file = new FileInfo(folder.Database);
        if (file is { Exists: true, Length: 0 })
        {
            file.Delete(); // A data folder is created with an empty one.
        }
        else if (file.Exists)
        {
            throw new InvalidDataException(
                $"{folder.Database} has data, and PLAZA__DATABASE__CONNECTION names {connections.Name}. Unset the one, move the other away, or copy it with plaza data copy.");
        }
    }

    /// <exception cref="InvalidDataException">The server is too old, or the database has another encoding.</exception>
    public void CheckServer(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < MinVersion)
            throw new InvalidDataException($"PostgreSQL at {connections.Host} has version {connection.PostgreSqlVersion}. Plaza needs {MinVersion} or later.");
        if (connection.PostgresParameters["server_encoding"] is not "UTF8" and var encoding)
            throw new InvalidDataException($"{connections.Name} has the encoding {encoding}. Create one with createdb --template template0 --encoding UTF8.");
    }

    /// <returns>False when migrations are missing, or all of them.</returns>
    /// <exception cref="InvalidDataException">The database cannot be used.</exception>
    public async Task<bool> IsUpToDateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        CheckServer(connection);
        await using var exists = new NpgsqlCommand(
            $"""select to_regclass('{UnfinishedCopy.Table}') is not null, to_regclass('"__EFMigrationsHistory"') is not null""", connection);
        await using (var reader = await exists.ExecuteReaderAsync(ct))
        {
            await reader.ReadAsync(ct);
            if (reader.GetBoolean(0))
                throw UnfinishedCopy.Reject(connections.Name, "--to");
            if (!reader.GetBoolean(1))
                return false;
        }

        var applied = new List<string>();
        await using var history = new NpgsqlCommand("""select "MigrationId" from "__EFMigrationsHistory" """, connection);
        await using var rows = await history.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            applied.Add(rows.GetString(0));

        return MigrationHistory.IsUpToDate<PostgresDbContext>(applied, connections.Name);
    }

    public async Task MigrateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var exclude = new NpgsqlCommand($"select pg_advisory_lock({LockKey})", connection) { CommandTimeout = 0 }) // until the connection closes
            await exclude.ExecuteNonQueryAsync(ct);

        var options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(connection, npgsql => npgsql.CommandTimeout((int)TimeSpan.FromDays(1).TotalSeconds));
        await using var db = new PostgresDbContext(options.Options);
        var missing = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (missing is [])
            return;

        logger.Migrating(missing.Count, connections.Name, string.Join(", ", missing));
        await db.Database.MigrateAsync(ct);
    }

    /// <returns>A sentence for the operator; null for a fault that the operator cannot correct.</returns>
    public string? Advice(Exception fault) => fault switch
    {
        PostgresException { SqlState: "28P01" or "28000" } =>
            $"PostgreSQL at {connections.Host} rejected {connections.User}: {Reason(fault)}. Correct Username and Password in {connections.Setting}.",
        PostgresException { SqlState: "3D000" } =>
            $"PostgreSQL at {connections.Host} has no database {connections.Database}. Create it with createdb --template template0 --encoding UTF8 --owner {connections.User} {connections.Database}.",
        PostgresException { SqlState: "42501" } =>
            $"{connections.User} has too few rights in {connections.Name}: {Reason(fault)}. Make {connections.User} its owner with alter database {connections.Database} owner to {connections.User}.",
        PostgresException => $"{connections.Name} cannot be used: {Reason(fault)}.",
        NpgsqlException or SocketException or TimeoutException when fault.GetBaseException() is SocketException or TimeoutException =>
            $"PostgreSQL at {connections.Host} does not answer: {Reason(fault.GetBaseException())}. Start it, or correct Host and Port in {connections.Setting}.",
        NpgsqlException => $"{connections.Name} cannot be used: {Reason(fault.GetBaseException())}.",
        _ => null,
    };

    private static string Reason(Exception fault) => (fault is PostgresException { MessageText: var text } ? text : fault.Message).TrimEnd('.');
}
