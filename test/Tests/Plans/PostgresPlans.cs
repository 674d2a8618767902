using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Plans;

/// <summary>The plans of PostgreSQL, from EXPLAIN.</summary>
internal sealed partial class PostgresPlans : QueryPlans
{
    /// <summary>The number of rows that may be scanned: the newest 800 public posts are found among the newest of all.</summary>
    private const int MaxScanned = 1_200;

    /// <summary>The maximum number of rows that a query reads, in whatever way.</summary>
    private const int MaxRead = 4_000;

    private readonly NpgsqlConnection _db;

    /// <summary>Indexes of some rows only, such as admins: these may be read from end to end.</summary>
    private readonly HashSet<string> _partial;

    public PostgresPlans(DataFolder folder)
    {
        _db = (NpgsqlConnection)TestDatabase.Open(folder);
        _partial = [.. folder.Rows("select relname from pg_class where oid in (select indexrelid from pg_index where indpred is not null)", row => row.GetString(0))];
    }

    public override (string? Fault, IReadOnlyList<string> Plan) Run(RecordedQuery asked)
    {
        using var explain = new NpgsqlCommand($"explain (analyze, format json) {asked.Sql}", _db);
        foreach (var parameter in asked.Parameters)
            explain.Parameters.Add(((NpgsqlParameter)parameter).Clone());

        var nodes = NodesOf(explain);
        var scanned = nodes.Where(IsScan).Sum(node => node.Rows);
        var read = nodes.Sum(node => node.Rows);
        return (scanned > MaxScanned ? $"reads {scanned} rows from end to end" : read > MaxRead ? $"reads {read} rows" : null, Lines(nodes));
    }

    /// <summary>The plan for any parameters, which a prepared statement gets, if tables that are empty now had grown.</summary>
    public override (IReadOnlyList<string> Scans, IReadOnlyList<string> Plan) Explain(string sql)
    {
        Execute("set plan_cache_mode = force_generic_plan; set enable_seqscan = off");
        var parameters = Parameter().Matches(sql).Select(match => match.Value).Distinct().Count();
        Prepare(sql, parameters);
        var nulls = parameters is 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("null", parameters))})";
        using var explain = new NpgsqlCommand($"explain (format json) execute planned{nulls}", _db);
        var nodes = NodesOf(explain);
        Execute("deallocate planned; reset enable_seqscan");
        return ([.. nodes.Where(IsScan).Select(node => node.Table!)], Lines(nodes));
    }

    public override void Dispose() => _db.Dispose();

    private static bool IsScan(PlanNode node) => node is { Table: not null, HasCondition: false };

    private static List<string> Lines(IEnumerable<PlanNode> nodes) => [.. nodes.Select(node => $"{new string(' ', node.Depth)}{node.Text}")];

    /// <summary>PostgreSQL tells the types of most parameters from the text.</summary>
    private void Prepare(string sql, int parameters)
    {
        var types = Enumerable.Range(1, parameters).Select(number => sql.Contains($"unnest(${number})", StringComparison.Ordinal) ? "bigint[]" : "unknown").ToArray();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Execute($"prepare planned{(types.Length is 0 ? "" : $"({string.Join(", ", types)})")} as {sql}");
                return;
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.UndefinedFunction && attempt is 0)
            {
                types = [.. types.Select(type => type is "bigint[]" ? "text[]" : type)];
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.IndeterminateDatatype && attempt <= parameters)
            {
                types[int.Parse(Parameter().Match(fault.MessageText).ValueSpan[1..], CultureInfo.InvariantCulture) - 1] = "bigint";
            }
        }
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _db);
        command.ExecuteNonQuery();
    }

    private List<PlanNode> NodesOf(NpgsqlCommand explain)
    {
        var nodes = new List<PlanNode>();
        Add(JsonNode.Parse((string)explain.ExecuteScalar()!)![0]!["Plan"]!, 0);
        return nodes;

        void Add(JsonNode node, int depth)
        {
            double Number(string name) => (double?)node[name] ?? 0;

            var condition = (string?)node["Index Cond"] ?? (string?)node["TID Cond"];
            var perLoop = Number("Actual Rows") + Number("Rows Removed by Filter") + Number("Rows Removed by Index Recheck");
            var kind = (string)node["Node Type"]!;
            var table = kind is "ModifyTable" ? null : (string?)node["Relation Name"];
            if (kind is "Bitmap Heap Scan")
                condition ??= (string?)node["Recheck Cond"];

            nodes.Add(new(
                depth,
                table,
                condition is not null || ((string?)node["Index Name"] is { } index && _partial.Contains(index)),
                table is null ? 0 : (long)(perLoop * Number("Actual Loops")),
                string.Create(CultureInfo.InvariantCulture, $"{kind} {table} {node["Index Name"]} {condition} filter {node["Filter"]} rows {perLoop} loops {node["Actual Loops"]}")));
            foreach (var child in node["Plans"]?.AsArray() ?? [])
                Add(child!, depth + 1);
        }
    }

    [GeneratedRegex("\\$\\d+", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    /// <param name="Depth">Its distance from the root.</param>
    /// <param name="Table">Null for a node that reads no table.</param>
    /// <param name="HasCondition">Whether an index finds the rows.</param>
    /// <param name="Rows">How many rows of the table it read, also those that a filter removed.</param>
    /// <param name="Text">Describes it.</param>
    private sealed record PlanNode(int Depth, string? Table, bool HasCondition, long Rows, string Text);
}
