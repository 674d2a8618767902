using System.Globalization;
using System.Runtime.CompilerServices;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Replaying;

namespace Plaza.Data.Database;

/// <summary>
/// An interpolated string as SQL: each value in braces becomes a parameter, never text. Strings with the same literals share one prepared statement.
/// </summary>
[InterpolatedStringHandler]
public ref struct SqlInterpolatedStringHandler
{
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount, WriteTransaction tx)
        : this(literalLength, formattedCount, tx.Statements)
    {
    }

    public SqlInterpolatedStringHandler(int literalLength, int formattedCount, ReadConnectionPool reading)
        : this(literalLength, formattedCount, reading.Rent())
    {
    }

    public SqlInterpolatedStringHandler(int literalLength, int formattedCount, ReplayDatabase database)
        : this(literalLength, formattedCount, database.Statements)
    {
    }

    internal SqlInterpolatedStringHandler(int literalLength, int formattedCount, StatementCache statements)
    {
        Statements = statements;
        Prefix = statements.EmptyPrefix;
        FirstParameter = statements.Parameters.Count;
    }

    /// <summary>The statements of the connection on which it is executed.</summary>
    internal StatementCache Statements { get; }

    /// <summary>The SQL so far.</summary>
    internal StatementPrefix Prefix { get; private set; }

    /// <summary>The index of its first parameter in <see cref="StatementCache.Parameters"/>.</summary>
    internal int FirstParameter { get; }

    public void AppendLiteral(string value) => Prefix = Prefix.Append(value);

    public void AppendFormatted<TId>(TId value)
        where TId : struct, IId<TId> => Add(SqlParameterValue.Of(value.Value));

    public void AppendFormatted<TId>(TId? value)
        where TId : struct, IId<TId> => Add(SqlParameterValue.Of(value?.Value));

    public void AppendFormatted(string? value) => Add(SqlParameterValue.Of(value));

    public void AppendFormatted(long value) => Add(SqlParameterValue.Of(value));

    public void AppendFormatted(long? value) => Add(SqlParameterValue.Of(value));

    public void AppendFormatted(bool value) => Add(SqlParameterValue.Of(value));

    public void AppendFormatted(bool? value) => Add(SqlParameterValue.Of(value));

    public void AppendFormatted(byte[]? value) => Add(SqlParameterValue.Of(value));

    public void AppendFormatted(Enum? value) => Add(SqlParameterValue.Of(value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture)));

    public void AppendFormatted(DateTimeOffset value) => Add(SqlParameterValue.Of(value.ToUnixTimeMilliseconds()));

    public void AppendFormatted(DateTimeOffset? value) => Add(SqlParameterValue.Of(value?.ToUnixTimeMilliseconds()));

    public void AppendFormatted(DateOnly value) => Add(SqlParameterValue.Of(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>
    /// The right side of <c>in</c>: one statement serves lists of any length, and another those of one element, which cost SQLite no JSON and no table.
    /// </summary>
    public void AppendFormatted<TId>(IReadOnlyCollection<TId> values)
        where TId : struct, IId<TId>
    {
        if (values.Count is 1)
            AddOnly(SqlParameterValue.Of(values.First().Value));
        else
            AddList(SqlParameterValue.Of([.. values.Select(value => value.Value)]));
    }

    /// <inheritdoc cref="AppendFormatted{TId}(IReadOnlyCollection{TId})"/>
    public void AppendFormatted(IEnumerable<string> values)
    {
        string[] texts = [.. values];
        if (texts is [var only])
            AddOnly(SqlParameterValue.Of(only));
        else
            AddList(SqlParameterValue.Of(texts));
    }

    internal void AppendFormatted(SqlParameterValue value) => Add(value);

    private void Add(SqlParameterValue value)
    {
        Prefix = Prefix.AppendParameter();
        Statements.Parameters.Add(value);
    }

    private void AddOnly(SqlParameterValue value)
    {
        AppendLiteral("(");
        Add(value);
        AppendLiteral(")");
    }

    private void AddList(SqlParameterValue value)
    {
        Prefix = Prefix.AppendListParameter();
        Statements.Parameters.Add(value);
    }
}
