using System.Globalization;
using System.Runtime.CompilerServices;

namespace Plaza.Data.Sqlite;

/// <summary>
/// A node of a trie over the literals and parameters of interpolated SQL: finds the prepared statement of an interpolated string without building its
/// text. Used by one thread.
/// </summary>
internal sealed class StatementPrefix(StatementPrefix? parent, string literal, int parameters)
{
    /// <summary>By reference, since literals are interned; equal texts from different assemblies share a node.</summary>
    private readonly Dictionary<string, StatementPrefix> _next = new(ReferenceEqualityComparer.Instance);

    private StatementPrefix? _lastUsed;
    private StatementPrefix? _parameter;

    /// <summary>The prepared statement, if this node ends one.</summary>
    public PreparedStatement? Statement { get; set; }

    public StatementPrefix Append(string next)
    {
        if (_lastUsed is { } last && ReferenceEquals(last.Literal, next))
            return last;

        if (!_next.TryGetValue(next, out var phrase))
            _next[next] = phrase = _next.Values.FirstOrDefault(known => known.Literal == next) ?? new(this, next, parameters);

        return _lastUsed = phrase;
    }

    public StatementPrefix AppendParameter() =>
        _parameter ??= new(this, string.Create(CultureInfo.InvariantCulture, $"@p{parameters}"), parameters + 1);

    /// <summary>The SQL up to here.</summary>
    public override string ToString() => parent + literal;

    private string Literal => literal;
}
