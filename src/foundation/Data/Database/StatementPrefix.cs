using System.Globalization;
using System.Runtime.CompilerServices;

namespace Plaza.Data.Database;

/// <summary>
/// A node of a trie over the literals and parameters of interpolated SQL: finds the prepared statement of an interpolated string without building its
/// text. Used by one thread.
/// </summary>
/// <param name="listFormat">The right side of <c>in</c>, with a place for the parameter.</param>
internal sealed class StatementPrefix(StatementPrefix? parent, string literal, int parameters, string listFormat)
{
    /// <summary>By reference, since literals are interned; equal texts from different assemblies share a node.</summary>
    private readonly Dictionary<string, StatementPrefix> _next = new(ReferenceEqualityComparer.Instance);

    private StatementPrefix? _lastUsed;
    private StatementPrefix? _parameter;
    private StatementPrefix? _listParameter;

    /// <summary>The prepared statement, if this node ends one.</summary>
    public PreparedStatement? Statement { get; set; }

    public StatementPrefix Append(string next)
    {
        if (_lastUsed is { } last && ReferenceEquals(last.Literal, next))
            return last;

        return _lastUsed = _next.TryGetValue(next, out var phrase) ? phrase : Add(next);
    }

    public StatementPrefix AppendParameter() =>
        _parameter ??= new(this, string.Create(CultureInfo.InvariantCulture, $"${parameters + 1}"), parameters + 1, listFormat);

    public StatementPrefix AppendListParameter() =>
        _listParameter ??= new(this, string.Format(CultureInfo.InvariantCulture, listFormat, $"${parameters + 1}"), parameters + 1, listFormat);

    /// <summary>The SQL up to here.</summary>
    public override string ToString() => parent + literal;

    private string Literal => literal;

    /// <summary>A method of its own: the lambda's closure would else be allocated on every look-up.</summary>
    private StatementPrefix Add(string next) =>
        _next[next] = _next.Values.FirstOrDefault(known => known.Literal == next) ?? new(this, next, parameters, listFormat);
}
