using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Plaza.Api.Json;

/// <summary>JSON responses, serialized by generated code and never by reflection.</summary>
internal static class ApiResults
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>An empty object: the response to a command without a result.</summary>
    public static IResult EmptyObject { get; } = TypedResults.Text("{}", "application/json", System.Text.Encoding.UTF8);

    /// <summary>An empty list.</summary>
    public static IResult EmptyArray { get; } = TypedResults.Text("[]", "application/json", System.Text.Encoding.UTF8);

    public static JsonHttpResult<T> Json<T>(T value, int? status = null) =>
        TypedResults.Json(value, TypeOf<T>(), contentType: ContentType, statusCode: status);

    /// <summary>JSON that was serialized before.</summary>
    public static JsonFragments Prerendered(byte[] utf8)
    {
        var fragments = new JsonFragments(1);
        fragments.Add(utf8);
        return fragments;
    }

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ApiJson.Unescaped.GetTypeInfo(typeof(T))!;
}
