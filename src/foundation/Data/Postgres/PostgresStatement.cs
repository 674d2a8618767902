using Npgsql;
using Plaza.Data.Database;

namespace Plaza.Data.Postgres;

/// <summary>A statement for PostgreSQL. Used by one thread.</summary>
internal sealed class PostgresStatement(PostgresStatementCache connection, string sql) : PreparedStatement
{
    private NpgsqlBatchCommand? _bound;
    private PostgresResult? _result;

    public override string Sql => sql;

    protected override SqlRow Row => new(_result!.Value.Reader);

    private NpgsqlBatchCommand Bound => _bound ?? throw new InvalidOperationException("Not bound.");

    public override void Bind(ReadOnlySpan<SqlParameterValue> parameters)
    {
        _bound = new(sql);
        foreach (var parameter in parameters)
            _bound.Parameters.Add(PostgresParameter.Of(parameter));
    }

    /// <returns>The statement with its parameters, which the caller executes.</returns>
    public NpgsqlBatchCommand TakeBound()
    {
        var bound = Bound;
        _bound = null;
        return bound;
    }

    public override void Reset()
    {
        _result?.Dispose();
        (_bound, _result) = (null, null);
    }

    public override int Execute() => connection.Execute(Bound);

    public override void Enqueue() => connection.Enqueue(Bound);

    public override bool Expect()
    {
        if (!connection.IsDeferring)
            return Step();

        connection.Expect(Bound);
        return true;
    }

    public override void Dispose() => Reset();

    protected override bool Step()
    {
        _result ??= connection.Query(Bound);
        try
        {
            return _result.Value.Reader.Read();
        }
        catch (Exception fault)
        {
            connection.Fail(fault);
            throw;
        }
    }
}
