using Npgsql;

namespace Plaza.Data.Postgres;

/// <summary>
/// Opens the connections to PostgreSQL. What the connection string of the operator does not say is chosen for a server that is near: it answers within
/// seconds, or not at all.
/// </summary>
internal sealed class PostgresConnections : IDisposable
{
    private const int ConnectSeconds = 4;

    /// <summary>PostgreSQL plans a statement once on each connection, from its second use on. Plaza has a few hundred.</summary>
    private const int MaxPreparedStatements = 500;

    /// <summary>PostgreSQL admits 100 connections by default, and other programs may need some.</summary>
    private const int MaxReaders = 30;

    private const string WriterOptions = "-c synchronous_commit=on -c idle_in_transaction_session_timeout=3s";

    /// <summary>A machine that vanished keeps its locks no longer than this tells: eleven seconds.</summary>
    private const string Keepalive = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    /// <summary>Compiling a query takes hundreds of milliseconds, and the estimates that decide about it are often too high; no query of Plaza runs so long.</summary>
    private const string NoCompilation = "-c jit=off";

    private readonly NpgsqlConnectionStringBuilder _settings;

    /// <param name="connection">The connection string.</param>
    /// <param name="setting">Names the setting or option that gave it to the operator.</param>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public PostgresConnections(string connection, string setting = "PLAZA__DATABASE__CONNECTION")
    {
        Setting = setting;
        _settings = Parse(connection, setting);
        Name = $"the database {_settings.Database} of {_settings.Username} at {_settings.Host}:{_settings.Port}";
        var reading = With("-c default_transaction_read_only=on");
        reading.ApplicationName ??= "plaza";
        Readers = new NpgsqlDataSourceBuilder(reading.ToString()).Build();
    }

    /// <summary>Names the database to the operator, without the password.</summary>
    public string Name { get; }

    /// <summary>What gave the connection string.</summary>
    public string Setting { get; }

    public string Host => $"{_settings.Host}:{_settings.Port}";

    public string? Database => _settings.Database;

    public string? User => _settings.Username;

    /// <summary>A pool of connections on which the database rejects writes.</summary>
    public NpgsqlDataSource Readers { get; }

    /// <summary>
    /// A connection whose commits are flushed to the disk of the server, which is not its default where an operator has changed it. A process that is frozen
    /// inside a transaction loses it before its lease (docs/decisions/0081). Not open yet.
    /// </summary>
    public NpgsqlConnection CreateWriter(string name = "writer") => CreateUnpooled(name, WriterOptions);

    /// <summary>A connection for what need not survive a crash of the server. Not open yet.</summary>
    public NpgsqlConnection CreateReporter() => CreateUnpooled("follower", "-c synchronous_commit=off", ConnectSeconds);

    /// <summary>A writer's connection for statements that are short or fail. Not open yet.</summary>
    public NpgsqlConnection CreateLease() => CreateUnpooled("lease", WriterOptions, ConnectSeconds);

    /// <summary>A connection of its own, which reads: for notifications and locks. Not open yet.</summary>
    public NpgsqlConnection CreateReader(string name) => CreateUnpooled(name, "-c default_transaction_read_only=on", ConnectSeconds);

    /// <summary>
    /// A connection of its own that writes temporary tables only, by statements that may take hours. The server ends one whose client is gone. Not open yet.
    /// </summary>
    public NpgsqlConnection CreateReplay() => CreateUnpooled("replay", "-c default_transaction_read_only=on -c temp_buffers=32MB -c client_connection_check_interval=1s", commandTimeout: 0);

    /// <summary>A connection of its own that reads whole tables, for as long as that takes. Not open yet.</summary>
    public NpgsqlConnection CreateTableReader() =>
        CreateUnpooled("copy", "-c default_transaction_read_only=on -c statement_timeout=0 -c idle_in_transaction_session_timeout=0", commandTimeout: 0);

    public void Dispose() => Readers.Dispose();

    private static NpgsqlConnectionStringBuilder Parse(string connection, string setting)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connection);
            if (string.IsNullOrWhiteSpace(settings.Host))
                throw new FormatException("it names no Host");

            settings.Username ??= Environment.UserName;
            settings.Database ??= settings.Username;
            if (!settings.ShouldSerialize("Timeout"))
                settings.Timeout = ConnectSeconds;
            if (!settings.ShouldSerialize("Maximum Pool Size"))
                settings.MaxPoolSize = MaxReaders;
            if (!settings.ShouldSerialize("Max Auto Prepare"))
                (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (MaxPreparedStatements, 2);
            return settings;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            throw new FormatException(
                $"{setting} is no connection string ({fault.Message.TrimEnd('.')}): write Host=…;Database=…;Username=…;Password=…", fault);
        }
    }

    /// <param name="commandTimeout">In seconds; 0 for none, null for that of the connection string.</param>
    private NpgsqlConnection CreateUnpooled(string name, string options, int? commandTimeout = null)
    {
        var settings = With($"{options} {Keepalive}");
        (settings.Pooling, settings.CommandTimeout, settings.ApplicationName) = (false, commandTimeout ?? settings.CommandTimeout, $"plaza {name}");
        return new(settings.ToString());
    }

    private NpgsqlConnectionStringBuilder With(string options) =>
        new(_settings.ToString()) { Options = string.Join(' ', new[] { _settings.Options, NoCompilation, options }.Where(part => !string.IsNullOrEmpty(part))) };
}
