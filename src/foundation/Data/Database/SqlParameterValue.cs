namespace Plaza.Data.Database;

/// <summary>The value of a parameter in its stored form, without boxing. A null has a type too, which PostgreSQL requires.</summary>
internal readonly record struct SqlParameterValue
{
    private SqlParameterValue(SqlParameterValueKind kind, long number, object? content) => (Kind, Number, Content) = (kind, number, content);

    public SqlParameterValueKind Kind { get; }

    public long Number { get; }

    /// <summary>A string, bytes, or an array of numbers or strings; null for a text or bytes without a value.</summary>
    public object? Content { get; }

    public static SqlParameterValue Of(long? number) => number is { } value ? new(SqlParameterValueKind.Number, value, null) : new(SqlParameterValueKind.NullNumber, 0, null);

    public static SqlParameterValue Of(bool? value) => value is { } known ? new(SqlParameterValueKind.Boolean, known ? 1 : 0, null) : new(SqlParameterValueKind.NullBoolean, 0, null);

    public static SqlParameterValue Of(string? text) => new(SqlParameterValueKind.Text, 0, text);

    public static SqlParameterValue Of(byte[]? bytes) => new(SqlParameterValueKind.Bytes, 0, bytes);

    public static SqlParameterValue Of(long[] numbers) => new(SqlParameterValueKind.Numbers, 0, numbers);

    public static SqlParameterValue Of(string[] texts) => new(SqlParameterValueKind.Texts, 0, texts);

    /// <param name="bytes">Text in UTF-8; the array may be longer than the text.</param>
    /// <param name="length">The length of the text in bytes.</param>
    public static SqlParameterValue Of(byte[] bytes, int length) => new(SqlParameterValueKind.Utf8, length, bytes);
}

internal enum SqlParameterValueKind
{
    NullNumber,
    Number,
    NullBoolean,
    Boolean,
    Text,
    Bytes,
    Utf8,

    /// <summary>A list of numbers, for <c>in</c>.</summary>
    Numbers,

    /// <summary>A list of texts, for <c>in</c>.</summary>
    Texts,
}
