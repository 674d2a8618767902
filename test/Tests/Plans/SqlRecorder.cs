using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Plans;

/// <summary>Records each query of the server on one database, with its parameters.</summary>
internal sealed class SqlRecorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>The maximum number of recorded executions of the same SQL.</summary>
    private const int MaxRuns = 6;

    private readonly Dictionary<string, List<RecordedQuery>> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly string _database;

    public SqlRecorder(DataFolder folder)
    {
        _database = NameOf(folder);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The current action, for error messages.</summary>
    public string Doing { get; set; } = "";

    public IReadOnlyList<RecordedQuery> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked.Values.SelectMany(runs => runs)];
        }
    }

    /// <summary>The number of queries that contain this text, apart from quotes around names.</summary>
    public int CountOf(string words)
    {
        lock (_asked)
            return _counts.Where(query => query.Key.Replace("\"", "", StringComparison.Ordinal).Contains(words, StringComparison.Ordinal)).Sum(query => query.Value);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.EntityFrameworkCore")
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandEventData { Command: { } command } || command.Connection is not { } connection || NameOf(connection) != _database)
            return;

        lock (_asked)
        {
            if (!_asked.TryGetValue(command.CommandText, out var runs))
                _asked[command.CommandText] = runs = [];

            _counts[command.CommandText] = _counts.GetValueOrDefault(command.CommandText) + 1;
            if (runs.Count < MaxRuns)
                runs.Add(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>()], Doing));
        }
    }

    private static string NameOf(DataFolder folder) =>
        TestDatabase.ConnectionOf(folder) is { } connection ? new NpgsqlConnectionStringBuilder(connection).Database! : folder.Database;

    private static string NameOf(DbConnection connection) => connection is NpgsqlConnection ? connection.Database : connection.DataSource;

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}

/// <summary>An executed query.</summary>
internal sealed record RecordedQuery(string Sql, DbParameter[] Parameters, string Doing)
{
    /// <summary>The SQL as both databases have it: in lower case, without quotes around names and without casts.</summary>
    public string Plain => Sql.Replace("\"", "", StringComparison.Ordinal).Replace("::int", "", StringComparison.Ordinal).ToLowerInvariant();
}
