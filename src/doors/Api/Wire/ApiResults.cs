using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Plaza.Api.Wire;

/// <summary>Answers in JSON, written by generated code and never by reflection.</summary>
internal static class ApiResults
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>An empty object: done, and nothing to say.</summary>
    public static IResult Nothing { get; } = TypedResults.Text("{}", "application/json", System.Text.Encoding.UTF8);

    /// <summary>An empty list.</summary>
    public static IResult None { get; } = TypedResults.Text("[]", "application/json", System.Text.Encoding.UTF8);

    public static JsonHttpResult<T> Json<T>(T value, int? status = null) =>
        TypedResults.Json(value, TypeOf<T>(), contentType: ContentType, statusCode: status);

    /// <summary>What was written before.</summary>
    public static JsonFragments EmptyObject(byte[] utf8)
    {
        var pieces = new JsonFragments(1);
        pieces.Add(utf8);
        return pieces;
    }

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ApiJson.Wire.GetTypeInfo(typeof(T))!;
}
