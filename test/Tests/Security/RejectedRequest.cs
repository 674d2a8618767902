using System.Text;

namespace Plaza.Tests.Security;

/// <summary>A request that must be rejected.</summary>
/// <param name="Name">The fault of the request.</param>
/// <param name="Request">Method and path.</param>
/// <param name="Body">The body, sent verbatim.</param>
/// <param name="Status">The expected status.</param>
/// <param name="Error">The expected error sentence.</param>
internal sealed record RejectedRequest(string Name, string Request, byte[]? Body, int Status, string Error)
{
    private const string Form = "application/x-www-form-urlencoded";

    public string Who { get; init; } = "ada";

    public string? Type { get; init; }

    /// <summary>The field that the response names.</summary>
    public string? Field { get; init; }

    /// <summary>The whole body, if it differs from Mastodon's usual one.</summary>
    public string? Answer { get; init; }

    public string ExpectedAnswer => Answer ?? (Field is null
        ? $$"""{"error":"{{Error}}"}"""
        : $$$"""{"error":"{{{Error}}}","details":{"{{{Field}}}":[{"error":"ERR_INVALID","description":"{{{Error}}}"}]}}""");

    public static RejectedRequest Get(string name, string path, int status, string error) => new(name, $"GET {path}", null, status, error);

    public static RejectedRequest Post(string name, string path, string form, int status, string error, string? field = null) =>
        new(name, $"POST {path}", Encoding.UTF8.GetBytes(form), status, error) { Type = Form, Field = field };

    public static RejectedRequest Json(string name, string json, int status, string error, string? field = null) =>
        new(name, "POST /api/v1/statuses", Encoding.UTF8.GetBytes(json), status, error) { Type = "application/json", Field = field };

    public static RejectedRequest Token(string name, string form, int status, string error, string description) =>
        Post(name, "/oauth/token", form, status, error) with
        {
            Who = "nobody",
            Answer = $$"""{"error":"{{error}}","error_description":"{{description}}"}""",
        };
}
