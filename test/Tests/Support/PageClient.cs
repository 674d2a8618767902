using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Plaza.Tests.Support;

/// <summary>
/// Requests pages and sends forms like a browser without scripts: keeps cookies, sends the antiforgery token of the page, and follows no redirects.
/// </summary>
/// <param name="client">A client of the server that handles neither cookies nor redirects; disposed with this.</param>
public sealed partial class PageClient(HttpClient client) : IDisposable
{
    private readonly CookieContainer _cookies = new();

    /// <summary>Cookies are sent to https, so that those marked as Secure are sent too, as behind a proxy that terminates TLS.</summary>
    private readonly Uri _site = new UriBuilder(client.BaseAddress!) { Scheme = Uri.UriSchemeHttps }.Uri;

    public PageClient(PlazaTestServer plaza)
        : this(plaza.Client())
    {
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public async Task<(HttpStatusCode Status, string Html)> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task LogInAsync(string name, string password)
    {
        using var response = await SubmitAsync("/login", "/login", ("username", name), ("password", password));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    public string Cookie(string name) => _cookies.GetAllCookies().Single(cookie => cookie.Name == name).Value;

    /// <summary>The <c>Cookie</c> header.</summary>
    public string Cookies => string.Join("; ", _cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));

    /// <summary>The antiforgery token in the forms of a page.</summary>
    public static string FormTokenIn(string html) =>
        Hidden().Matches(html).Select(input => Field(input.Value)).First(input => input.Name is "__RequestVerificationToken").Value;

    /// <summary>The hidden fields of the first form that <paramref name="fits"/> accepts.</summary>
    public static IEnumerable<(string Name, string Value)> HiddenFieldsIn(string html, Func<string, bool> fits) =>
        Hidden().Matches(Forms().Matches(html).Select(form => form.Value).First(fits)).Select(input => Field(input.Value));

    /// <summary>Requests the page and sends its only form to <paramref name="action"/>: these fields, and its hidden ones.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, action, forms => forms.Single(), fields);

    /// <summary>Like <see cref="SubmitAsync(string, string, ValueTuple{string, string}[])"/>, for a page with several such forms: sends the first one.</summary>
    public Task<HttpResponseMessage> SubmitFirstAsync(string page, string action, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, action, forms => forms.First(), fields);

    private async Task<HttpResponseMessage> SubmitAsync(string page, string action, Func<IEnumerable<string>, string> choose, (string Name, string Value)[] fields)
    {
        var (status, html) = await ReadAsync(page);
        status.ShouldBe(HttpStatusCode.OK, html);

        var form = choose(Forms().Matches(html).Select(form => form.Value).Where(form => form.Contains($"action=\"{action}\"", StringComparison.Ordinal)));
        var hidden = HiddenFieldsIn(form, _ => true).ToList();
        var filled = hidden.Where(input => fields.All(field => field.Name != input.Name)).Concat(fields);
        return await PostAsync(action, [.. filled]);
    }

    /// <summary>Sends only these fields and the antiforgery token of the page, whatever its forms.</summary>
    public async Task<HttpResponseMessage> PostWithTokenAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var (_, html) = await ReadAsync(page);
        html.ShouldContain("__RequestVerificationToken", customMessage: page);
        return await PostAsync(action, [.. fields, ("__RequestVerificationToken", FormTokenIn(html))]);
    }

    /// <summary>Sends a form that no page has shown.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    /// <summary>Sends a URL-encoded form byte for byte.</summary>
    public Task<HttpResponseMessage> PostRawAsync(string path, string body) =>
        SendAsync(new(HttpMethod.Post, path) { Content = new StringContent(body, new MediaTypeHeaderValue("application/x-www-form-urlencoded")) });

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.GetCookieHeader(_site) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);

        var response = await client.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            _cookies.SetCookies(_site, cookie);

        return response;
    }

    private static (string Name, string Value) Field(string input) => (Attribute(input, "name"), Attribute(input, "value"));

    private static string Attribute(string input, string name) =>
        WebUtility.HtmlDecode(Attributes().Matches(input).FirstOrDefault(one => one.Groups["name"].Value == name)?.Groups["value"].Value ?? "");

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>|<input[^>]*name=\"__Req[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("(?<name>[a-z]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attributes();
}
