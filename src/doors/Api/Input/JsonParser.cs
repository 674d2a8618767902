using System.Text.Json;
using System.Text.Unicode;
using Plaza.Api.Errors;

namespace Plaza.Api.Input;

/// <summary>
/// Flattens a JSON object of strings, numbers, lists and objects into field names. Every value counts towards the maximum number of fields,
/// nulls included. Errors describe the fault without quoting the parser.
/// </summary>
internal static class JsonParser
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static void Read(ReadOnlyMemory<byte> body, RequestFields into)
    {
        if (!Utf8.IsValid(body.Span))
            throw ApiException.Malformed("The request is not valid UTF-8");

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                throw ApiException.Malformed("The body is no JSON object");

            foreach (var member in document.RootElement.EnumerateObject())
                Add(member.Name, member.Value, into);
        }
        catch (JsonException)
        {
            throw ApiException.Malformed("The body is malformed JSON, repeats a name or is nested too deeply");
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Malformed("The body holds half of a surrogate pair");
        }
    }

    private static void Add(string name, JsonElement value, RequestFields into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                into.AddObject(name);
                foreach (var member in value.EnumerateObject())
                    Add(RequestFields.NameBelow(name, member.Name), member.Value, into);
                break;
            case JsonValueKind.Array:
                into.AddList(name);
                AddAll(RequestFields.NameBelow(name, ""), value, into);
                break;
            case JsonValueKind.String:
                into.Add(name, value.GetString()!);
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                into.Add(name, value.GetRawText());
                break;
            default:
                into.Count();
                break;
        }
    }

    private static void AddAll(string name, JsonElement list, RequestFields into)
    {
        foreach (var item in list.EnumerateArray())
            Add(name, item, into);
    }
}
