using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Plans;

/// <summary>How the database of a folder executes statements. Used by one thread.</summary>
internal abstract class QueryPlans : IDisposable
{
    public static QueryPlans Of(DataFolder folder) => TestDatabase.IsPostgres ? new PostgresPlans(folder) : new SqlitePlans(folder);

    /// <summary>Executes a query.</summary>
    /// <returns>A sentence if it costs more than a page needs, and its plan.</returns>
    public abstract (string? Fault, IReadOnlyList<string> Plan) Run(RecordedQuery asked);

    /// <summary>Plans a statement without executing it, for any parameters.</summary>
    /// <returns>The tables that it reads from end to end, or would without a limit, and its plan.</returns>
    public abstract (IReadOnlyList<string> Scans, IReadOnlyList<string> Plan) Explain(string sql);

    public abstract void Dispose();
}
