using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Plaza.Data;
using Plaza.Data.Postgres;

namespace Plaza.Tests.Support;

/// <summary>
/// The database of a test's data folder: SQLite, or a database of its own on the PostgreSQL server that the environment variable
/// <c>PLAZA_TESTS_DATABASE</c> names, such as <c>Host=127.0.0.1;Port=54329;Username=plaza</c> (eng/with-postgres). The <c>plaza.json</c> of the folder
/// then holds its connection string.
/// </summary>
internal static class TestDatabase
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("PLAZA_TESTS_DATABASE") is { Length: > 0 } server ? server : null;

    private static readonly Lazy<string> Template = new(CreateTemplate);

    private static int _created;

    public static bool IsPostgres => Server is not null;

    /// <summary>Gives the folder an empty PostgreSQL database, if the tests run on one.</summary>
    public static void CreateEmpty(DataFolder folder)
    {
        if (IsPostgres)
            Name(folder, Create("template0"));
    }

    /// <summary>Gives the folder a migrated PostgreSQL database.</summary>
    public static void CreateMigrated(DataFolder folder) => Name(folder, Create(Template.Value));

    /// <summary>Gives the folder a copy of the PostgreSQL database of another, which nobody may use meanwhile.</summary>
    public static void CreateCopy(DataFolder folder, DataFolder original) =>
        Name(folder, Create(new NpgsqlConnectionStringBuilder(ConnectionOf(original)).Database!));

    /// <returns>The connection string in the settings of the folder; null for SQLite.</returns>
    public static string? ConnectionOf(DataFolder folder)
    {
        var settings = Path.Combine(folder.Path, "plaza.json");
        return File.Exists(settings) ? (string?)JsonNode.Parse(File.ReadAllText(settings))!["Database:Connection"] : null;
    }

    /// <summary>Opens the database of a folder for reading and writing.</summary>
    public static DbConnection Open(DataFolder folder, string mode = "ReadWrite")
    {
        DbConnection db = ConnectionOf(folder) is { } connection
            ? new NpgsqlConnection($"{connection};Pooling=false")
            : new SqliteConnection($"Data Source={folder.Database};Pooling=false;Mode={mode}");
        db.Open();
        return db;
    }

    /// <summary>Deletes the folder and its database.</summary>
    public static void Delete(DataFolder folder)
    {
        if (IsPostgres && ConnectionOf(folder) is { } connection)
            Drop(new NpgsqlConnectionStringBuilder(connection).Database!);

        Directory.Delete(folder.Path, recursive: true);
    }

    private static void Name(DataFolder folder, string connection) =>
        File.WriteAllText(Path.Combine(folder.Path, "plaza.json"), new JsonObject { ["Database:Connection"] = connection }.ToJsonString());

    private static string Create(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"plaza_{Environment.ProcessId}_{Interlocked.Increment(ref _created)}");
        Run($"create database {name} template {template} encoding 'UTF8'");
        return $"{Server};Database={name}";
    }

    private static string CreateTemplate()
    {
        var connection = Create("template0");
        using (var connections = new PostgresConnections(connection))
        {
            var folder = new DataFolder(Directory.CreateTempSubdirectory("plaza-").FullName);
            new PostgresMigrator(folder, connections, NullLogger<PostgresMigrator>.Instance).StartAsync(CancellationToken.None).GetAwaiter().GetResult();
            Directory.Delete(folder.Path, recursive: true);
        }

        return new NpgsqlConnectionStringBuilder(connection).Database!;
    }

    /// <summary>Forced, it waits five seconds for the sessions that it ends, which is too short on a busy machine.</summary>
    private static void Drop(string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Run($"drop database if exists {name} with (force)");
                return;
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.ObjectInUse && attempt < 10)
            {
                // Its sessions are still ending.
            }
        }
    }

    private static void Run(string sql)
    {
        using var db = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        db.Open();
        using var command = new NpgsqlCommand(sql, db) { CommandTimeout = 60 };
        command.ExecuteNonQuery();
    }
}
