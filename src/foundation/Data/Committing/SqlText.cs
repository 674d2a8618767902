using System.Globalization;
using System.Runtime.CompilerServices;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Committing;

/// <summary>
/// An interpolated string read as SQL: each value in braces becomes a parameter, never text. The same literal text
/// is prepared once.
/// </summary>
[InterpolatedStringHandler]
public ref struct SqlText
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 32).Select(at => string.Create(CultureInfo.InvariantCulture, $"@p{at}"))];

    private DefaultInterpolatedStringHandler _text;
    private readonly List<object> _arguments;

    public SqlText(int literalLength, int formattedCount)
    {
        _text = new(literalLength + (formattedCount * 4), 0, CultureInfo.InvariantCulture);
        _arguments = new(formattedCount);
    }

    internal readonly ReadOnlySpan<char> Text => _text.Text;

    internal readonly List<object> Arguments => _arguments;

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<TId>(TId value)
        where TId : struct, IId<TId> => Add(value.Value);

    public void AppendFormatted<TId>(TId? value)
        where TId : struct, IId<TId> => Add(value?.Value);

    public void AppendFormatted(string? value) => Add(value);

    public void AppendFormatted(long value) => Add(value);

    public void AppendFormatted(long? value) => Add(value);

    public void AppendFormatted(bool value) => Add(value ? 1L : 0L);

    public void AppendFormatted(byte[]? value) => Add(value);

    public void AppendFormatted(Enum value) => Add(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    public void AppendFormatted(DateTimeOffset value) => Add(value.ToUnixTimeMilliseconds());

    public void AppendFormatted(DateTimeOffset? value) => Add(value?.ToUnixTimeMilliseconds());

    public void AppendFormatted(DateOnly value) => Add(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static string ParameterName(int at) => Names[at];

    private void Add(object? value)
    {
        _text.AppendLiteral(Names[_arguments.Count]);
        _arguments.Add(value ?? DBNull.Value);
    }
}
