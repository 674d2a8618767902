using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Plaza.Tests.Support;

/// <summary>Reads pages and sends forms as a browser does: with cookies and the form's token, following no redirect.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Browser(PlazaTestServer plaza) =>
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = plaza.Url };

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public string Cookie(string name) => _cookies.GetAllCookies().Single(cookie => cookie.Name == name).Value;

    /// <summary>All cookies, as the browser sends them.</summary>
    public string Cookies => string.Join("; ", _cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));

    /// <summary>The token that the forms of a page carry.</summary>
    public static string FormTokenIn(string html) =>
        Hidden().Matches(html).Select(input => Field(input.Value)).First(input => input.Name is "__RequestVerificationToken").Value;

    /// <summary>The hidden fields of the first form that fits.</summary>
    public static IEnumerable<(string Name, string Value)> HiddenFieldsIn(string html, Func<string, bool> fits) =>
        Hidden().Matches(Forms().Matches(html).Select(form => form.Value).First(fits)).Select(input => Field(input.Value));

    /// <summary>Opens the page and sends its form to <paramref name="action"/> with what is filled in and what it hides.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, action, forms => forms.Single(), fields);

    /// <summary>The same where a page has several such forms.</summary>
    public Task<HttpResponseMessage> SubmitFirstAsync(string page, string action, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, action, forms => forms.First(), fields);

    private async Task<HttpResponseMessage> SubmitAsync(string page, string action, Func<IEnumerable<string>, string> choose, (string Name, string Value)[] fields)
    {
        using var shown = await GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        shown.StatusCode.ShouldBe(HttpStatusCode.OK, html);

        var form = choose(Forms().Matches(html).Select(form => form.Value).Where(form => form.Contains($"action=\"{action}\"", StringComparison.Ordinal)));
        var hidden = HiddenFieldsIn(form, _ => true).ToList();
        var filled = hidden.Where(input => fields.All(field => field.Name != input.Name)).Concat(fields);
        return await PostAsync(action, [.. filled]);
    }

    /// <summary>Sends a form that no page has shown.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Sends a URL-encoded form byte for byte.</summary>
    public Task<HttpResponseMessage> PostRawAsync(string path, string body) =>
        _http.PostAsync(path, new StringContent(body, new MediaTypeHeaderValue("application/x-www-form-urlencoded")));

    public void Dispose() => _http.Dispose();

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
