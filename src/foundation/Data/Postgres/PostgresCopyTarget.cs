using Npgsql;
using NpgsqlTypes;
using Plaza.Data.Copying;
using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Postgres;

/// <summary>A PostgreSQL database without tables. Rows are sent with COPY.</summary>
internal sealed class PostgresCopyTarget : CopyTarget
{
    /// <summary>Whether there are tables, views or sequences, save those of extensions.</summary>
    private const string OtherTables =
        """
        select exists (select from pg_class where relnamespace = current_schema()::regnamespace
          and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('e', 'i')))
        """;

    private readonly PostgresConnections _connections;
    private readonly PostgresMigrator _migrator;
    private readonly NpgsqlConnection _writer;
    private readonly NpgsqlConnection _reader;

    private PostgresCopyTarget(PostgresConnections connections, PostgresMigrator migrator)
    {
        (_connections, _migrator) = (connections, migrator);
        (_writer, _reader) = (connections.CreateWriter("copy"), connections.CreateTableReader());
        Pages = new(new PostgresStatementCache(_reader));
    }

    public override string Name => _connections.Name;

    public override TablePages Pages { get; }

    /// <exception cref="InvalidDataException">The server is too old, or the database has another encoding.</exception>
    public static async Task<PostgresCopyTarget> OpenAsync(PostgresConnections connections, PostgresMigrator migrator, CancellationToken ct)
    {
        var target = new PostgresCopyTarget(connections, migrator);
        try
        {
            await target._writer.OpenAsync(ct);
            await target._reader.OpenAsync(ct);
            migrator.CheckServer(target._writer);
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    public override async Task<JournalHead?> PrepareAsync(JournalHead source, CancellationToken ct)
    {
        // Held until the connection closes, so that no server migrates the database meanwhile.
        if (!Read($"select pg_try_advisory_lock({PostgresMigrator.LockKey})"))
            throw new InvalidDataException($"Another process creates the tables of {Name}, or copies to it. Wait until it is done.");

        var begun = Read($"select to_regclass('{UnfinishedCopy.Table}') is not null") ? ReadBegun() : Begin(source);
        await _migrator.MigrateAsync(_writer, ct);
        return begun;
    }

    public override void Write(CopiedTable table, List<SqlParameterValue[]> rows)
    {
        using var transaction = _writer.BeginTransaction();
        try
        {
            using var import = _writer.BeginBinaryImport(table.Copy);
            foreach (var row in rows)
                Write(import, table, row);

            import.Complete();
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.CharacterNotInRepertoire)
        {
            throw new InvalidDataException($"{table.Name} has a text that PostgreSQL does not store: {fault.MessageText}.", fault);
        }

        transaction.Commit();
    }

    public override ReadConnectionPool OpenPool() => new PostgresReadConnectionPool(_connections);

    public override void Complete(JournalHead head)
    {
        using (var transaction = _writer.BeginTransaction())
        {
            using var update = new NpgsqlCommand("update journal_head set sequence = $1, digest = $2, greatest_id = $3, erasures = 0", _writer);
            update.Parameters.Add(new() { Value = head.Sequence });
            update.Parameters.Add(new() { Value = head.Digest });
            update.Parameters.Add(new() { Value = head.GreatestId });
            update.ExecuteNonQuery();
            Run($"drop table {UnfinishedCopy.Table}");
            transaction.Commit();
        }

        Run("analyze"); // Until PostgreSQL does it by itself, it would plan the first queries as if the tables were empty.
    }

    public override void Dispose()
    {
        _writer.Dispose();
        Pages.Dispose();
    }

    private static void Write(NpgsqlBinaryImporter import, CopiedTable table, SqlParameterValue[] row)
    {
        import.StartRow();
        for (var at = 0; at < row.Length; at++)
        {
            switch (row[at])
            {
                case { Kind: SqlParameterValueKind.Number, Number: var number } when table.Columns[at].Type == typeof(int):
                    import.Write((int)number, NpgsqlDbType.Integer);
                    break;
                case { Kind: SqlParameterValueKind.Number, Number: var number }:
                    import.Write(number, NpgsqlDbType.Bigint);
                    break;
                case { Kind: SqlParameterValueKind.Boolean, Number: var number }:
                    import.Write(number is not 0, NpgsqlDbType.Boolean);
                    break;
                case { Kind: SqlParameterValueKind.Utf8, Content: byte[] text }:
                    import.Write(text, NpgsqlDbType.Text);
                    break;
                case { Kind: SqlParameterValueKind.Bytes, Content: byte[] bytes }:
                    import.Write(bytes, NpgsqlDbType.Bytea);
                    break;
                default:
                    import.WriteNull();
                    break;
            }
        }
    }

    private JournalHead ReadBegun()
    {
        using var select = new NpgsqlCommand($"select sequence, digest from {UnfinishedCopy.Table}", _writer);
        using var reader = select.ExecuteReader();
        reader.Read();
        return new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), 0);
    }

    private JournalHead? Begin(JournalHead source)
    {
        if (Read(OtherTables))
            throw new InvalidDataException($"{Name} has tables already. A copy needs an empty one: createdb --template template0 --encoding UTF8 --owner {_connections.User} NAME.");

        using var transaction = _writer.BeginTransaction();
        Run($"create table {UnfinishedCopy.Table} (sequence bigint not null, digest bytea not null)");
        using var insert = new NpgsqlCommand($"insert into {UnfinishedCopy.Table} values ($1, $2)", _writer);
        insert.Parameters.Add(new() { Value = source.Sequence });
        insert.Parameters.Add(new() { Value = source.Digest });
        insert.ExecuteNonQuery();
        transaction.Commit();
        return null;
    }

    private bool Read(string sql)
    {
        using var command = new NpgsqlCommand(sql, _writer);
        return (bool)command.ExecuteScalar()!;
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, _writer) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
