namespace Plaza.Data.Sqlite;

/// <summary>A value on its way into a statement, in the form of its column and in no box.</summary>
internal readonly record struct SqlParameterValue
{
    private SqlParameterValue(SqlParameterValueKind kind, long number, object? content) => (Kind, Number, Content) = (kind, number, content);

    public SqlParameterValueKind Kind { get; }

    public long Number { get; }

    /// <summary>A string or bytes.</summary>
    public object? Content { get; }

    public static SqlParameterValue Of(long? number) => number is { } some ? new(SqlParameterValueKind.Number, some, null) : default;

    public static SqlParameterValue Of(string? text) => text is null ? default : new(SqlParameterValueKind.Text, 0, text);

    public static SqlParameterValue Of(byte[]? bytes) => bytes is null ? default : new(SqlParameterValueKind.Bytes, 0, bytes);

    /// <param name="bytes">Text in UTF-8; the array may be longer.</param>
    /// <param name="length">How many of them count.</param>
    public static SqlParameterValue Of(byte[] bytes, int length) => new(SqlParameterValueKind.Utf8, length, bytes);
}

internal enum SqlParameterValueKind
{
    Null,
    Number,
    Text,
    Bytes,
    Utf8,
}
