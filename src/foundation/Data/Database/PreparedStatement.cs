namespace Plaza.Data.Database;

/// <summary>A statement of one connection that is prepared once and executed many times. Used by one thread.</summary>
internal abstract class PreparedStatement : IDisposable
{
    public abstract string Sql { get; }

    /// <summary>The current row.</summary>
    protected abstract SqlRow Row { get; }

    /// <summary>Starts an execution; call <see cref="Reset"/> after it, whether it succeeded or not.</summary>
    public abstract void Bind(ReadOnlySpan<SqlParameterValue> parameters);

    public abstract void Reset();

    /// <returns>How many rows were changed.</returns>
    public abstract int Execute();

    /// <summary>Executes the statement now or, where that saves a round trip, together with the next whose result is needed.</summary>
    public virtual void Enqueue() => Execute();

    public List<T> Query<T>(Func<SqlRow, T> read)
    {
        var rows = new List<T>();
        while (Step())
            rows.Add(read(Row));

        return rows;
    }

    /// <returns>Whether there is a row; true where that is looked at later.</returns>
    public virtual bool Expect() => Step();

    /// <returns>The number in the first column of the first row; null where there is none.</returns>
    public long? QueryScalar() => Step() && Row is var row && !row.IsDBNull(0) ? row.GetInt64(0) : null;

    public abstract void Dispose();

    /// <returns>False when there are no more rows.</returns>
    protected abstract bool Step();
}
