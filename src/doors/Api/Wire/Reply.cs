using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Plaza.Api.Wire;

/// <summary>Answers in JSON, written by generated code and never by reflection.</summary>
internal static class Reply
{
    /// <summary>An empty object: done, and nothing to say.</summary>
    public static IResult Nothing { get; } = TypedResults.Text("{}", "application/json", System.Text.Encoding.UTF8);

    /// <summary>An empty list.</summary>
    public static IResult None { get; } = TypedResults.Text("[]", "application/json", System.Text.Encoding.UTF8);

    public static JsonHttpResult<T> Json<T>(T value, int? status = null) =>
        TypedResults.Json(value, TypeOf<T>(), contentType: "application/json; charset=utf-8", statusCode: status);

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ApiJson.Wire.GetTypeInfo(typeof(T))!;
}
