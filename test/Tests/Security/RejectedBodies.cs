using System.Text;
using static Plaza.Tests.Security.RejectedRequest;

namespace Plaza.Tests.Security;

/// <summary>Malformed and forbidden bodies and queries.</summary>
internal static class RejectedBodies
{
    private const string Malformed = "The body is malformed JSON, repeats a name or is nested too deeply";
    private const string NotUtf8 = "The request is not valid UTF-8";
    private const string NoNull = "The character U+0000 is not allowed";
    private const string TooMany = "There are more than 1000 fields";
    private const string LongName = "The name of a field is longer than 200 characters";
    private const string NoType = "Send a form, multipart/form-data or JSON, in UTF-8";

    public static IEnumerable<RejectedRequest> All =>
    [
        Json("half a JSON", """{"status":"x""", 400, Malformed),
        Json("JSON with something after it", """{"status":"x"} {}""", 400, Malformed),
        Json("JSON with a comment", """{"status":"x"/* y */}""", 400, Malformed),
        Json("a name twice", """{"status":"x","status":"y"}""", 400, Malformed),
        Json("a name twice, once escaped", """{"status":"x","st\u0061tus":"y"}""", 400, Malformed),
        Json("a list", """["status"]""", 400, "The body is no JSON object"),
        Json("a string", "\"status\"", 400, "The body is no JSON object"),
        Json("33 levels", string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33), 400, Malformed),
        Json("10 000 levels", new string('[', 10_000), 400, Malformed),
        Json("1001 fields", $$"""{"id":[{{string.Join(',', Enumerable.Repeat("1", 1001))}}]}""", 400, TooMany),
        Json("1001 nulls", $$"""{"id":[{{string.Join(',', Enumerable.Repeat("null", 1001))}}]}""", 400, TooMany),
        Json("1001 empty objects", $$"""{"id":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""", 400, TooMany),
        Json("1001 empty lists", $$"""{"id":[{{string.Join(',', Enumerable.Repeat("[]", 1001))}}]}""", 400, TooMany),
        Json("a long name above many nulls", $$"""{"{{new string('a', 130_000)}}":[{{string.Join(',', Enumerable.Repeat("null", 25_000))}}]}""", 400, LongName),
        Json("a long name below others", "{\"a\":{\"b\":{\"" + new string('c', 195) + "\":\"x\"}}}", 400, LongName),
        Json("a long name alone", $$"""{"{{new string('a', 201)}}":"x"}""", 400, LongName),
        Json("U+0000 in JSON", """{"status":"a\u0000b"}""", 422, NoNull),
        Json("U+0000 in a name", """{"sta\u0000tus":"x"}""", 422, NoNull),
        Json("the first half of a pair", """{"status":"a\ud800b"}""", 400, "The body holds half of a surrogate pair"),
        Json("the second half of a pair", """{"status":"a\udc00b"}""", 400, "The body holds half of a surrogate pair"),
        Json("half of a pair in a name", """{"sta\ud800tus":"x"}""", 400, "The body holds half of a surrogate pair"),
        Json("JSON that is not UTF-8", "", 400, NotUtf8) with { Body = [.. "{\"status\":\""u8, 0xff, .. "\"}"u8] },
        Json("JSON with an overlong slash", "", 400, NotUtf8) with { Body = [.. "{\"status\":\""u8, 0xc0, 0xaf, .. "\"}"u8] },
        Json("JSON with a coded surrogate", "", 400, NotUtf8) with { Body = [.. "{\"status\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8] },

        Post("a long name in a form", "/api/v1/statuses", new string('a', 201) + "=x", 400, LongName),
        Get("a long name in a query", $"/api/v2/search?q=x&{new string('a', 201)}=x", 400, LongName),
        Multipart("a long name in a multipart body", $"--b\r\nContent-Disposition: form-data; name=\"{new string('a', 201)}\"\r\n\r\nx\r\n--b--", 400, LongName),
        Multipart("a long name of a file", $"--b\r\nContent-Disposition: form-data; name=\"{new string('a', 201)}\"; filename=\"x\"\r\n\r\nx\r\n--b--", 400, LongName),
        Post("U+0000 in a form", "/api/v1/statuses", "status=a%00b", 422, NoNull),
        Post("a form that is not UTF-8", "/api/v1/statuses", "status=%ff", 400, NotUtf8),
        Post("a form with a coded surrogate", "/api/v1/statuses", "status=%ed%a0%80", 400, NotUtf8),
        Get("U+0000 in a query", "/api/v2/search?q=a%00b", 422, NoNull),
        Get("a query that is not UTF-8", "/api/v2/search?q=%ff", 400, NotUtf8),

        Post("plain text", "/api/v1/statuses", "status=x", 415, NoType) with { Type = "text/plain" },
        Post("XML", "/api/v1/statuses", "<status>x</status>", 415, NoType) with { Type = "application/xml" },
        Post("another character set", "/api/v1/statuses", "status=x", 415, NoType) with { Type = "application/x-www-form-urlencoded; charset=utf-16" },
        Post("a type that is none", "/api/v1/statuses", "status=x", 415, NoType) with { Type = "json" },
        Post("a multipart body without a boundary", "/api/v1/statuses", "x", 400, "The multipart body names no boundary") with { Type = "multipart/form-data" },
        Multipart("a multipart body that ends early", "--b\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\nx", 400, "The multipart body is malformed"),
        Multipart("a part without a name", "--b\r\n\r\nx\r\n--b--", 400, "A part of the multipart body has no name"),
        Multipart("101 parts", Parts(101), 413, "The body has more than 100 parts"),
        Multipart("10 000 parts", Parts(3500), 413, "The body has more than 100 parts"),
        Multipart("a part that is not UTF-8", "", 400, NotUtf8) with
        {
            Body = [.. "--b\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\n"u8, 0xff, .. "\r\n--b--"u8],
        },
        Multipart("a picture", "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"x.png\"\r\n\r\nx\r\n--b--", 422, "Pictures are not supported yet") with { Field = "media_ids" },

        Post("a body of 256 KB and one byte", "/api/v1/statuses", "status=" + new string('x', (256 * 1024) - 6), 413, "The body is larger than 256 KB"),
        Post("a body of a megabyte", "/oauth/token", "code=" + new string('x', 1024 * 1024), 413, "") with
        {
            Answer = """{"error":"invalid_request","error_description":"The body is larger than 256 KB"}""",
        },
    ];

    private static RejectedRequest Multipart(string name, string body, int status, string error) =>
        Post(name, "/api/v1/statuses", body, status, error) with { Type = "multipart/form-data; boundary=b" };

    private static string Parts(int count)
    {
        var parts = new StringBuilder();
        for (var part = 0; part < count; part++)
            parts.Append("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n");
        return parts.Append("--b--").ToString();
    }
}
