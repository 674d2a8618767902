using System.Net;
using System.Web;

namespace Plaza.Tests.Support;

/// <summary>A user who is logged in at the website and authorizes apps.</summary>
public sealed class LoginSession : IDisposable
{
    private LoginSession(PageClient browser) => Browser = browser;

    public PageClient Browser { get; }

    public static async Task<LoginSession> AsAsync(PlazaTestServer plaza, TestAccount person)
    {
        var browser = new PageClient(plaza);
        using var response = await browser.SubmitAsync("/login", "/login", ("username", person.Handle), ("password", TestAccount.Password));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return new(browser);
    }

    /// <summary>Opens the authorization URL of the app and allows it.</summary>
    public Task<HttpResponseMessage> ConsentAsync(string authorize, string decision = "authorize") =>
        Browser.SubmitAsync(authorize, "/oauth/authorize", ("decision", decision));

    /// <summary>Allows the app and returns the code of the redirect.</summary>
    public async Task<string> CodeAsync(string authorize) => (await AnswerAsync(authorize))["code"]!;

    /// <summary>The parameters of a redirect to the app.</summary>
    public async Task<System.Collections.Specialized.NameValueCollection> AnswerAsync(string authorize, string decision = "authorize")
    {
        using var response = await ConsentAsync(authorize, decision);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return HttpUtility.ParseQueryString(response.Headers.Location!.Query);
    }

    public void Dispose() => Browser.Dispose();
}
