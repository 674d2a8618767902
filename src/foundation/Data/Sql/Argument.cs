namespace Plaza.Data.Sql;

/// <summary>A value on its way into a statement, in the form of its column and in no box.</summary>
internal readonly record struct Argument
{
    private Argument(ArgumentKind kind, long number, object? content) => (Kind, Number, Content) = (kind, number, content);

    public ArgumentKind Kind { get; }

    public long Number { get; }

    /// <summary>A string or bytes.</summary>
    public object? Content { get; }

    public static Argument Of(long? number) => number is { } some ? new(ArgumentKind.Number, some, null) : default;

    public static Argument Of(string? text) => text is null ? default : new(ArgumentKind.Text, 0, text);

    public static Argument Of(byte[]? bytes) => bytes is null ? default : new(ArgumentKind.Bytes, 0, bytes);

    /// <param name="bytes">Text in UTF-8; the array may be longer.</param>
    /// <param name="length">How many of them count.</param>
    public static Argument Of(byte[] bytes, int length) => new(ArgumentKind.Utf8, length, bytes);
}

internal enum ArgumentKind
{
    Null,
    Number,
    Text,
    Bytes,
    Utf8,
}
