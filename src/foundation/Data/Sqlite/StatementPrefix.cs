using System.Globalization;
using System.Runtime.CompilerServices;

namespace Plaza.Data.Sqlite;

/// <summary>
/// The beginning of a statement, up to some literal or parameter, and how others have gone on from there: so the statement
/// that a text means is found without putting the text together. Used by one thread.
/// </summary>
internal sealed class StatementPrefix(StatementPrefix? before, string literal, int parameters)
{
    /// <summary>By the literal itself, as it stands in the code; what reads alike is the same phrase.</summary>
    private readonly Dictionary<string, StatementPrefix> _then = new(ReferenceEqualityComparer.Instance);

    private StatementPrefix? _usual;
    private StatementPrefix? _parameter;

    /// <summary>What was prepared of it, if it was ever the whole text.</summary>
    public PreparedStatement? Statement { get; set; }

    public StatementPrefix Append(string next)
    {
        if (_usual is { } usual && ReferenceEquals(usual.Literal, next))
            return usual;

        if (!_then.TryGetValue(next, out var phrase))
            _then[next] = phrase = _then.Values.FirstOrDefault(known => known.Literal == next) ?? new(this, next, parameters);

        return _usual = phrase;
    }

    public StatementPrefix AppendParameter() =>
        _parameter ??= new(this, string.Create(CultureInfo.InvariantCulture, $"@p{parameters}"), parameters + 1);

    /// <summary>The whole text up to here.</summary>
    public override string ToString() => before + literal;

    private string Literal => literal;
}
