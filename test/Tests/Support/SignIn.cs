using System.Net;
using System.Web;

namespace Plaza.Tests.Support;

/// <summary>Somebody at the website, logged in with the password, who is asked to let apps in.</summary>
public sealed class SignIn : IDisposable
{
    private SignIn(Browser browser) => Browser = browser;

    public Browser Browser { get; }

    public static async Task<SignIn> AsAsync(PlazaTestServer plaza, TestAccount person)
    {
        var browser = new Browser(plaza);
        using var answer = await browser.SubmitAsync("/login", "/login", ("username", person.Handle), ("password", TestAccount.Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return new(browser);
    }

    /// <summary>Opens what the app asks for and allows it.</summary>
    public Task<HttpResponseMessage> ConsentAsync(string authorize, string decision = "authorize") =>
        Browser.SubmitAsync(authorize, "/oauth/authorize", ("decision", decision));

    /// <summary>Allows the app and gives the code that its address was sent.</summary>
    public async Task<string> CodeAsync(string authorize) => (await AnswerAsync(authorize))["code"]!;

    /// <summary>What the app's address was sent.</summary>
    public async Task<System.Collections.Specialized.NameValueCollection> AnswerAsync(string authorize, string decision = "authorize")
    {
        using var answer = await ConsentAsync(authorize, decision);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
    }

    public void Dispose() => Browser.Dispose();
}
