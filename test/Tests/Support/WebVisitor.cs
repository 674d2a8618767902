using System.Net;
using System.Text.RegularExpressions;

namespace Plaza.Tests.Support;

/// <summary>A browser as far as forms go: keeps cookies, and sends the token of the page on which a form stands.</summary>
public sealed partial class WebVisitor(HttpClient client)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public async Task<(HttpStatusCode Status, string Html)> ReadAsync(string path)
    {
        using var response = await SendAsync(new(HttpMethod.Get, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the page, fills in a form that stands on it, and sends it off.</summary>
    public async Task<HttpResponseMessage> FillInAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var (_, html) = await ReadAsync(page);
        var token = Token().Match(html).Groups["it"].Value;
        token.ShouldNotBeEmpty($"There is no form on {page}: {html}");

        var filled = fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return await SendAsync(new(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(filled) });
    }

    public async Task LogInAsync(string name, string password)
    {
        using var answer = await FillInAsync("/login", "/login", ("username", name), ("password", password));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var response = await client.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        return response;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<it>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
