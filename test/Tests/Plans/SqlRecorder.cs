using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

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

    public SqlRecorder(string database)
    {
        _database = database;
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

    /// <summary>The number of queries that contain this text.</summary>
    public int CountOf(string words)
    {
        lock (_asked)
            return _counts.Where(query => query.Key.Contains(words, StringComparison.Ordinal)).Sum(query => query.Value);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.EntityFrameworkCore")
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandEventData { Command: { } command } || command.Connection?.DataSource != _database)
            return;

        lock (_asked)
        {
            if (!_asked.TryGetValue(command.CommandText, out var runs))
                _asked[command.CommandText] = runs = [];

            _counts[command.CommandText] = _counts.GetValueOrDefault(command.CommandText) + 1;
            if (runs.Count < MaxRuns)
                runs.Add(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(one => (one.ParameterName, one.Value))], Doing));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}

/// <summary>An executed query.</summary>
internal sealed record RecordedQuery(string Sql, (string Name, object? Value)[] Parameters, string Doing);
