using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Plaza.Data;
using SQLitePCL;

namespace Plaza.Tests.Plans;

/// <summary>The plans of SQLite, from EXPLAIN QUERY PLAN and the counters of a statement.</summary>
internal sealed partial class SqlitePlans : QueryPlans
{
    /// <summary>The number of rows that may be scanned, such as the first few of a list.</summary>
    private const int MaxScanned = 500;

    /// <summary>The maximum number of virtual machine instructions of a statement. Sorting is fine within it.</summary>
    private const int MaxSteps = 40_000;

    private readonly SqliteConnection _db;

    public SqlitePlans(DataFolder folder)
    {
        _db = new($"Data Source={folder.Database};Pooling=False;Mode=ReadOnly");
        _db.Open();
    }

    public override (string? Fault, IReadOnlyList<string> Plan) Run(RecordedQuery asked)
    {
        raw.sqlite3_prepare_v2(_db.Handle!, asked.Sql, out var statement).ShouldBe(raw.SQLITE_OK, asked.Sql);
        using (statement)
        {
            foreach (var parameter in asked.Parameters)
            {
                var name = parameter.ParameterName;
                Bind(statement, raw.sqlite3_bind_parameter_index(statement, name.StartsWith('@') ? name : $"@{name}"), parameter.Value);
            }

            int result;
            while ((result = raw.sqlite3_step(statement)) is raw.SQLITE_ROW)
            {
                // The result does not matter here.
            }

            result.ShouldBe(raw.SQLITE_DONE, asked.Sql);
            return (FaultOf(statement), PlanOf(asked.Sql));
        }
    }

    public override (IReadOnlyList<string> Scans, IReadOnlyList<string> Plan) Explain(string sql)
    {
        var plan = PlanOf(sql);
        var expressions = plan.Select(line => Expression().Match(line).Groups["name"].Value).ToHashSet();
        return ([.. plan.Select(line => Scan().Match(line).Groups["what"].Value).Where(what => what.Length > 0 && !expressions.Contains(what))], plan);
    }

    public override void Dispose() => _db.Dispose();

    private static string? FaultOf(sqlite3_stmt statement)
    {
        var scanned = raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
        var indexed = raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_AUTOINDEX, 0);
        var steps = raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        return scanned > MaxScanned ? $"reads {scanned} rows from end to end"
            : indexed > 0 ? $"makes an index of {indexed} rows for itself"
            : steps > MaxSteps ? $"takes {steps} steps"
            : null;
    }

    private List<string> PlanOf(string sql)
    {
        using var explain = _db.CreateCommand();
        explain.CommandText = $"explain query plan {sql}";
        foreach (Match name in Parameter().Matches(sql))
        {
            if (!explain.Parameters.Contains(name.Value))
                explain.Parameters.AddWithValue(name.Value, DBNull.Value);
        }

        using var reader = explain.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(3));

        return lines;
    }

    private static void Bind(sqlite3_stmt statement, int at, object? value) => _ = value switch
    {
        null or DBNull => raw.sqlite3_bind_null(statement, at),
        string text => raw.sqlite3_bind_text(statement, at, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        double real => raw.sqlite3_bind_double(statement, at, real),
        _ => raw.sqlite3_bind_int64(statement, at, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };

    [GeneratedRegex("^SCAN (?!CONSTANT ROW)(?<what>\\w+)\\b(?! VIRTUAL TABLE)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scan();

    [GeneratedRegex("^(CO-ROUTINE|MATERIALIZE) (?<name>\\w+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex("[@$]\\w+", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
