namespace Plaza.Data.Sqlite;

/// <summary>The value of a parameter in its stored form, without boxing.</summary>
internal readonly record struct SqlParameterValue
{
    private SqlParameterValue(SqlParameterValueKind kind, long number, object? content) => (Kind, Number, Content) = (kind, number, content);

    public SqlParameterValueKind Kind { get; }

    public long Number { get; }

    /// <summary>A string or bytes.</summary>
    public object? Content { get; }

    public static SqlParameterValue Of(long? number) => number is { } value ? new(SqlParameterValueKind.Number, value, null) : default;

    public static SqlParameterValue Of(string? text) => text is null ? default : new(SqlParameterValueKind.Text, 0, text);

    public static SqlParameterValue Of(byte[]? bytes) => bytes is null ? default : new(SqlParameterValueKind.Bytes, 0, bytes);

    /// <param name="bytes">Text in UTF-8; the array may be longer than the text.</param>
    /// <param name="length">The length of the text in bytes.</param>
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
