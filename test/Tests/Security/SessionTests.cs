using System.Net;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Sessions of browsers: when they start and end, and when their secret changes.</summary>
public sealed class SessionTests(SharedServerFixture shared)
{
    private const string NewPassword = "a better battery staple";

    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task A_copy_of_the_cookie_is_worth_nothing_after_the_password_was_changed_in_that_session()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var signIn = await LoginSession.AsAsync(_plaza, ada);
        var copy = signIn.Browser.Cookie("plaza");

        using var changed = await signIn.Browser.SubmitAsync(
            "/settings", "/settings/password", ("current_password", TestAccount.Password), ("new_password", NewPassword));

        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await StatusWithAsync(copy)).ShouldBe(HttpStatusCode.SeeOther);
        (await StatusWithAsync(signIn.Browser.Cookie("plaza"))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/logout", "/home")]
    [InlineData("/settings/apps/revoke?x=1", "/home")]
    [InlineData("/nothing/here", "/home")]
    [InlineData("/statistics?from=2026-01-01#top", "/statistics?from=2026-01-01#top")]
    [InlineData("/@nobody_here", "/@nobody_here")]
    public async Task A_login_leads_only_to_what_can_be_opened(string asked, string location)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var browser = new PageClient(_plaza);

        using var loggedIn = await browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password), ("return", asked));

        loggedIn.Headers.Location!.ToString().ShouldBe(location);
    }

    [Fact]
    public async Task Of_two_password_changes_with_the_same_old_password_one_succeeds()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var changes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async number =>
        {
            try
            {
                await _plaza.AskAsync(new ChangePassword(ada.Account, TestAccount.Password, $"{NewPassword} {number}", default));
                return true;
            }
            catch (RequestRejectedException)
            {
                return false;
            }
        }));

        changes.Count(succeeded => succeeded).ShouldBe(1);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/signup")]
    public async Task A_login_or_a_sign_up_while_logged_in_ends_the_session_before(string form)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var signIn = await LoginSession.AsAsync(_plaza, ada);
        var before = signIn.Browser.Cookie("plaza");

        using var again = await signIn.Browser.SubmitAsync(
            form,
            form,
            ("username", form is "/login" ? ada.Handle : $"new_{ada.Handle}"),
            ("email", $"new.{ada.Email}"),
            ("password", TestAccount.Password));

        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        signIn.Browser.Cookie("plaza").ShouldNotBe(before);
        (await StatusWithAsync(before)).ShouldBe(HttpStatusCode.SeeOther);
        (await StatusWithAsync(signIn.Browser.Cookie("plaza"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_browser_keeps_the_cookie_as_long_as_the_session_lasts()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var browser = new PageClient(_plaza);

        using var response = await browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));

        response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("plaza=", StringComparison.Ordinal))
            .ShouldContain($"max-age={(long)LoginResult.Lifetime.TotalSeconds}");
    }

    private async Task<HttpStatusCode> StatusWithAsync(string cookie)
    {
        using var client = _plaza.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/home");
        request.Headers.Add("Cookie", $"plaza={cookie}");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
