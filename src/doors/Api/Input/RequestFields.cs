using System.Reflection;
using Microsoft.AspNetCore.Http;
using Plaza.Api.Errors;

namespace Plaza.Api.Input;

/// <summary>
/// What a caller sent, whether as form, multipart, JSON or query: names with one or more texts. <c>id[]</c>, <c>id[0]</c> and a
/// JSON array are all <c>id</c>; what lies one level deeper is <c>home[last_read_id]</c>. Reading a value in another shape than it was sent
/// (text, list, object) is rejected with 422, so that no parameter is ignored.
/// </summary>
internal sealed class RequestFields : IBindableFromHttpContext<RequestFields>
{
    private const int MaxFields = 1000;
    private const int MaxNameLength = 200;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> _objects = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The names under which files came, whose content is not kept.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Body and query together; where both have a name, the body counts.</summary>
    public static async ValueTask<RequestFields?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var fields = OfQuery(context.Request);
        var body = await BodyReader.ReadAsync(context.Request, context.RequestAborted);

        foreach (var (name, values) in body._values)
            fields._values[name] = values;

        fields._lists.UnionWith(body._lists);
        fields._objects.UnionWith(body._objects);
        fields.Files.UnionWith(body.Files);
        return fields;
    }

    public static RequestFields OfQuery(HttpRequest request)
    {
        var fields = new RequestFields();
        FormParser.Read(request.QueryString.Value.AsSpan().TrimStart('?'), fields);
        return fields;
    }

    /// <summary>The last one given; null when there is none.</summary>
    public string? Text(string name)
    {
        RequireObjectAbove(name);
        if (_lists.Contains(name) || IsObject(name))
            throw ApiException.Invalid(name, $"{name} must be a single value");

        return _values.TryGetValue(name, out var values) ? values[^1] : null;
    }

    /// <summary>Like <see cref="Text"/>, with an empty one taken for none.</summary>
    public string? NonEmpty(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>All values of a list; a single value is a list of one.</summary>
    public IReadOnlyList<string> All(string name)
    {
        RequireObjectAbove(name);
        if (IsObject(name))
            throw ApiException.Invalid(name, $"{name} must be a list of values");

        return _values.TryGetValue(name, out var values) ? values : [];
    }

    /// <summary>Mastodon's words for yes and no; null for none of them.</summary>
    public bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        "true" or "t" or "1" or "on" or "yes" => true,
        "false" or "f" or "0" or "off" or "no" => false,
        _ => null,
    };

    public bool IsTrue(string name) => Flag(name) is true;

    /// <summary>Like <see cref="Flag"/>, where a value that is neither yes nor no is an error. Null when it is left out or empty.</summary>
    public bool? Switch(string name) =>
        NonEmpty(name) is null ? null : Flag(name) ?? throw ApiException.Invalid(name, $"{name} must be true or false");

    /// <summary>All values of this name and below it, in whatever shape, for an option that is rejected unless it is empty.</summary>
    public IEnumerable<string> Within(string name) =>
        _values.Where(pair => pair.Key == name || pair.Key.StartsWith(name + '[', StringComparison.Ordinal)).SelectMany(pair => pair.Value);

    /// <summary>Whether anything lies below this name.</summary>
    public bool HasBelow(string name) => _values.Keys.Any(key => key.StartsWith(name + '[', StringComparison.Ordinal));

    /// <summary>The name of what lies below another; <paramref name="name"/> is empty for what stands in a list.</summary>
    public static string NameBelow(string above, string name) =>
        above.Length + name.Length + 2 <= MaxNameLength ? $"{above}[{name}]" : throw NameTooLong();

    /// <summary>Notes that a JSON object was sent, which may be empty.</summary>
    public void AddObject(string name)
    {
        Count();
        Check(name);
        _objects.Add(WithoutIndex(name));
    }

    /// <summary>Notes that a JSON array was sent, which may be empty.</summary>
    public void AddList(string name)
    {
        Count();
        Check(name);
        _lists.Add(WithoutIndex(name));
    }

    /// <summary>Counts something that has no text, such as a null.</summary>
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
            values.Add(value);
        else
            _values.Add(key, [value]);
    }

    public void AddFile(string name)
    {
        Check(name);
        Files.Add(name);
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
