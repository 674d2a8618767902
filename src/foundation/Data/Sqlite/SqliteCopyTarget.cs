using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Data.Copying;
using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Sqlite;

/// <summary>A new database in a data folder. Reads and writes on one connection.</summary>
internal sealed class SqliteCopyTarget : CopyTarget
{
    private readonly DataFolder _folder;
    private readonly SqliteStatementCache _statements;
    private readonly WriteAheadLog _log;

    /// <param name="folder">The caller holds its lock.</param>
    public SqliteCopyTarget(DataFolder folder)
    {
        _folder = folder;
        var connection = DatabaseConnections.OpenWriter(folder);
        _log = new(connection, folder.Database + "-wal");
        _statements = new(connection);
        Pages = new(_statements);
    }

    public override string Name => _folder.Database;

    public override TablePages Pages { get; }

    public override async Task<JournalHead?> PrepareAsync(JournalHead source, CancellationToken ct)
    {
        var begun = HasTable(UnfinishedCopy.Table) ? ReadBegun() : Begin(source);
        await new SqliteMigrator(_folder, NullLogger<SqliteMigrator>.Instance).MigrateAsync(ct);
        return begun;
    }

    public override void Write(CopiedTable table, List<SqlParameterValue[]> rows)
    {
        _statements.BeginImmediate();
        try
        {
            foreach (var row in rows)
            {
                var sql = new SqlInterpolatedStringHandler(0, 0, _statements);
                sql.AppendLiteral(table.Insert);
                TablePages.AppendList(ref sql, row);
                sql.AppendLiteral(")");
                _statements.Execute(sql);
            }

            _statements.Execute($"commit");
        }
        catch
        {
            _statements.Rollback();
            throw;
        }

        _log.CheckpointIfDue();
    }

    public override ReadConnectionPool OpenPool() => new SqliteReadConnectionPool(_folder);

    /// <summary>The end of the journal is in the tables.</summary>
    public override void Complete(JournalHead head)
    {
        _statements.Execute($"drop table unfinished_copy");
        _log.Truncate();
    }

    public override void Dispose() => Pages.Dispose();

    private bool HasTable(string name) => _statements.QueryScalar($"select 1 from sqlite_schema where type = 'table' and name = {name}") is not null;

    private JournalHead ReadBegun() =>
        _statements.Query($"select sequence, digest from unfinished_copy", row => new JournalHead(row.GetInt64(0), row.GetBytes(1), 0))[0];

    private JournalHead? Begin(JournalHead source)
    {
        if (_statements.QueryScalar($"select count(*) from sqlite_schema") is not 0)
            throw new InvalidDataException($"{_folder.Database} has data. Move it away, or name another folder with --data.");

        _statements.BeginImmediate();
        _statements.Execute($"create table unfinished_copy (sequence integer not null, digest blob not null)");
        _statements.Execute($"insert into unfinished_copy values ({source.Sequence}, {source.Digest})");
        _statements.Execute($"commit");
        return null;
    }
}
