using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Tests.Plans;

/// <summary>The query plan of a statement, and the cost of one execution.</summary>
/// <param name="Plan">The lines of EXPLAIN QUERY PLAN.</param>
/// <param name="Scanned">Rows stepped over in full table scans.</param>
/// <param name="Indexed">Rows inserted into automatic indexes.</param>
/// <param name="Steps">Executed virtual machine instructions.</param>
internal sealed partial record QueryPlan(IReadOnlyList<string> Plan, int Scanned, int Indexed, int Steps)
{
    /// <summary>Tables that a plan scans in full, or would without a limit. Results of common table expressions do not count.</summary>
    public static IEnumerable<string> ScansOf(IReadOnlyList<string> plan)
    {
        var expressions = plan.Select(line => Expression().Match(line).Groups["name"].Value).ToHashSet();

        return plan.Select(line => Scan().Match(line).Groups["what"].Value).Where(what => what.Length > 0 && !expressions.Contains(what));
    }

    public static IReadOnlyList<string> PlanOf(SqliteConnection db, string sql)
    {
        using var explain = db.CreateCommand();
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

    public static QueryPlan Run(SqliteConnection db, RecordedQuery asked)
    {
        raw.sqlite3_prepare_v2(db.Handle!, asked.Sql, out var statement).ShouldBe(raw.SQLITE_OK, asked.Sql);
        using (statement)
        {
            foreach (var (name, value) in asked.Parameters)
                Bind(statement, raw.sqlite3_bind_parameter_index(statement, name.StartsWith('@') ? name : $"@{name}"), value);

            int result;
            while ((result = raw.sqlite3_step(statement)) is raw.SQLITE_ROW)
            {
                // The result does not matter here.
            }

            result.ShouldBe(raw.SQLITE_DONE, asked.Sql);
            return new(
                PlanOf(db, asked.Sql),
                raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_FULLSCAN_STEP, 0),
                raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_AUTOINDEX, 0),
                raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0));
        }
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
