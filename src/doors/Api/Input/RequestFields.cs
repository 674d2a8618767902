using System.Reflection;
using Microsoft.AspNetCore.Http;
using Plaza.Api.Errors;

namespace Plaza.Api.Input;

/// <summary>
/// The fields of a request, from a form, multipart body, JSON or query string: names with one or more texts. <c>id[]</c>, <c>id[0]</c> and a JSON
/// array are all <c>id</c>; a nested field is <c>home[last_read_id]</c>. Reading a value as another shape than it was sent (text, list, object) is
/// rejected with 422, so that no parameter is ignored.
/// </summary>
internal sealed class RequestFields : IBindableFromHttpContext<RequestFields>
{
    private const int MaxFields = 1000;
    private const int MaxNameLength = 200;

    /// <summary>No field that is read has more than one bracket. The parents of deeper names are not stored, since a name may have 200.</summary>
    private const int MaxParents = 2;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> _objects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parents = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The names of the fields with files; their content is discarded.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Merges body and query; if both have a name, the body wins.</summary>
    public static async ValueTask<RequestFields?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var body = await BodyReader.ReadAsync(context.Request, context.RequestAborted);
        if (!context.Request.QueryString.HasValue)
            return body;

        var fields = OfQuery(context.Request);
        foreach (var (name, values) in body._values)
            fields._values[name] = values;

        fields._lists.UnionWith(body._lists);
        fields._objects.UnionWith(body._objects);
        fields._parents.UnionWith(body._parents);
        fields.Files.UnionWith(body.Files);
        return fields;
    }

    public static RequestFields OfQuery(HttpRequest request)
    {
        var fields = new RequestFields();
        FormParser.Read(request.QueryString.Value.AsSpan().TrimStart('?'), fields);
        return fields;
    }

    /// <summary>The last value; null if the field is absent.</summary>
    public string? Text(string name)
    {
        RequireObjectAbove(name);
        if (_lists.Contains(name) || IsObject(name))
            throw ApiException.Invalid(name, $"{name} must be a single value");

        return _values.TryGetValue(name, out var values) ? values[^1] : null;
    }

    /// <summary>Like <see cref="Text"/>, but null for an empty value.</summary>
    public string? NonEmpty(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>All values of a list; a single value is a list of one.</summary>
    public IReadOnlyList<string> All(string name)
    {
        RequireObjectAbove(name);
        if (IsObject(name))
            throw ApiException.Invalid(name, $"{name} must be a list of values");

        return _values.TryGetValue(name, out var values) ? values : [];
    }

    /// <summary>Parses Mastodon's spellings of true and false; null for any other value.</summary>
    public bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        "true" or "t" or "1" or "on" or "yes" => true,
        "false" or "f" or "0" or "off" or "no" => false,
        _ => null,
    };

    public bool IsTrue(string name) => Flag(name) is true;

    /// <summary>Like <see cref="Flag"/>, but other values are rejected. Null if the field is absent or empty.</summary>
    public bool? Switch(string name) =>
        NonEmpty(name) is null ? null : Flag(name) ?? throw ApiException.Invalid(name, $"{name} must be true or false");

    /// <summary>All values of this field and of fields nested in it, for an option that is rejected unless it is empty.</summary>
    public IEnumerable<string> Within(string name) =>
        _values.Where(pair => pair.Key == name || pair.Key.StartsWith(name + '[', StringComparison.Ordinal)).SelectMany(pair => pair.Value);

    /// <summary>Whether a field is nested in this one, which has at most one bracket.</summary>
    public bool HasBelow(string name) => _parents.Contains(name);

    /// <summary>The name of a nested field; <paramref name="name"/> is empty for an item of a list.</summary>
    public static string NameBelow(string above, string name) =>
        above.Length + name.Length + 2 <= MaxNameLength ? $"{above}[{name}]" : throw NameTooLong();

    /// <summary>Records that a JSON object was sent, which may be empty.</summary>
    public void AddObject(string name)
    {
        Count();
        Check(name);
        _objects.Add(WithoutIndex(name));
    }

    /// <summary>Records that a JSON array was sent, which may be empty.</summary>
    public void AddList(string name)
    {
        Count();
        Check(name);
        _lists.Add(WithoutIndex(name));
    }

    /// <summary>Counts a value without a text, such as null.</summary>
    public void Count()
    {
        if (++_count > MaxFields)
            throw ApiException.Malformed($"There are more than {MaxFields} fields");
    }

    public void Add(string name, string value)
    {
        Count();
        Check(name);

        if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            throw new ApiException(422, "The character U+0000 is not allowed");

        var key = WithoutIndex(name);
        if (key.Length < name.Length)
            _lists.Add(key);
        if (_values.TryGetValue(key, out var values))
        {
            values.Add(value);
            return;
        }

        _values.Add(key, [value]);
        AddParents(key);
    }

    public void AddFile(string name)
    {
        Check(name);
        Files.Add(name);
    }

    private void AddParents(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        for (var count = 0; open >= 0 && count < MaxParents; count++)
        {
            _parents.Add(key[..open]);
            open = key.IndexOf('[', open + 1);
        }
    }

    private bool IsObject(string name) => _objects.Contains(name) || HasBelow(name);

    private void RequireObjectAbove(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open > 0 && name[..open] is var above && (_values.ContainsKey(above) || _lists.Contains(above)))
            throw ApiException.Invalid(above, $"{above} must be an object");
    }

    private static void Check(string name)
    {
        if (name.Length > MaxNameLength)
            throw NameTooLong();
    }

    private static ApiException NameTooLong() => ApiException.Malformed($"The name of a field is longer than {MaxNameLength} characters");

    private static string WithoutIndex(string name)
    {
        var open = name.LastIndexOf('[');
        return open > 0 && name[^1] is ']' && name.AsSpan(open + 1, name.Length - open - 2).IndexOfAnyExceptInRange('0', '9') < 0
            ? name[..open]
            : name;
    }
}
