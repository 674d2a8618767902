using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Cluster;

/// <summary>A PostgreSQL of a test's own, which it can end as a crash would and start again with its data.</summary>
internal sealed class PostgresProcess(int port) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-postgres-");
    private Process? _process;

    /// <returns>The connection string of a database.</returns>
    public string ConnectionOf(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=plaza;Database={database}");

    /// <summary>Completes when it accepts connections.</summary>
    public async Task StartAsync()
    {
        _process = PlazaProgram.Start([_folder.FullName, port.ToString(CultureInfo.InvariantCulture)], [], Path.Combine(PlazaProgram.Root, "eng", "postgres"));
        await Eventually.TrueAsync(
            async () =>
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"PostgreSQL ended: {await _process.StandardError.ReadToEndAsync()}");

                return await AcceptsAsync();
            },
            "PostgreSQL accepts connections");
    }

    public async Task CreateAsync(string database)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand($"create database {database} template template0 encoding 'UTF8'", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends it as <c>pg_ctl -m immediate</c> does: without a checkpoint, so that the next start recovers.</summary>
    public async Task CrashAsync()
    {
        await SignalAsync("QUIT");
        _process!.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await CrashAsync();

        _folder.Delete(recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using (var kill = Process.Start("kill", ["-s", signal, $"{_process!.Id}"]))
            await kill.WaitForExitAsync();

        await _process.WaitForExitAsync();
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            await using var connection = await OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionOf("postgres")};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
