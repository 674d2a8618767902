using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.OAuth;

/// <summary>The consent page and its redirects.</summary>
public sealed class ConsentTests(SharedServerFixture shared, OAuthFixture fixture) : IClassFixture<OAuthFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly LoginSession _ada = fixture.LoginSession;
    private readonly ClientApp _app = fixture.App;

    [Fact]
    public async Task The_state_is_returned_unchanged_with_the_issuer()
    {
        const string State = "a b+c&d=é%20\"<x>";

        var response = await _ada.AnswerAsync(_app.AuthorizePath(("state", State)));

        response["state"].ShouldBe(State);
        response["iss"].ShouldBe(_plaza.Url.ToString().TrimEnd('/'));
        response["code"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_user_who_denies_is_redirected_without_a_code()
    {
        var response = await _ada.AnswerAsync(_app.AuthorizePath(("state", "7")), "deny");

        (response["error"], response["state"], response["code"]).ShouldBe(("access_denied", "7", null));
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", null)]
    [InlineData("code_challenge", "short")]
    [InlineData("code_challenge", null)]
    [InlineData("scope", "read invented")]
    [InlineData("response_type", "token")]
    public async Task A_bad_request_is_explained_on_a_page_and_redirects_nobody_who_has_pressed_nothing(string name, string? value)
    {
        using var rejected = await _ada.Browser.GetAsync(_app.AuthorizePathWithPkce((name, value)));

        rejected.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        rejected.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("decision", "")]
    [InlineData("decision", "perhaps")]
    [InlineData("response_type", "token")]
    [InlineData("scope", "read invented")]
    public async Task A_form_that_was_tampered_with_redirects_nobody(string name, string value)
    {
        using var rejected = await _ada.Browser.SubmitAsync(_app.AuthorizePath(), "/oauth/authorize", [.. name is "decision" ? Array.Empty<(string, string)>() : [("decision", "deny")], (name, value)]);

        rejected.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        rejected.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://bücher.example/cb", "https://xn--bcher-kva.example/cb?")]
    [InlineData("https://bücher.example:8443/ä?a=ü", "https://xn--bcher-kva.example:8443/%C3%A4?a=%C3%BC&")]
    public async Task A_host_in_other_letters_is_punycode_in_the_redirect_as_in_the_policy(string redirect, string location)
    {
        var app = await ClientApp.RegisterAsync(_plaza, redirect);

        using var page = await _ada.Browser.GetAsync(app.AuthorizePath());
        using var granted = await _ada.ConsentAsync(app.AuthorizePath());

        granted.Headers.GetValues("Location").Single().ShouldStartWith(location);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("https://xn--bcher-kva.example");
    }

    [Fact]
    public async Task An_app_cannot_request_more_scopes_than_it_registered()
    {
        var app = await ClientApp.RegisterAsync(_plaza, scopes: "read:statuses");

        using var wider = await _ada.Browser.GetAsync(app.AuthorizePath(("scope", "read")));
        using var granted = await _ada.ConsentAsync(app.AuthorizePath());

        wider.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        granted.Headers.Location!.ToString().ShouldStartWith($"{app.Redirect}?code=");
        using var own = await app.AppTokenAsync(("scope", "write"));
        (await own.JsonAsync(400)).Text("error").ShouldBe("invalid_scope");
    }

    [Theory]
    [InlineData("client_id", "invented")]
    [InlineData("client_id", "invented\0")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "https://client.example/callback/")]
    [InlineData("redirect_uri", "https://client.example/callback?x=1")]
    [InlineData("redirect_uri", "https://client.example/callback/../evil")]
    [InlineData("redirect_uri", "https://client.example:444/callback")]
    [InlineData("redirect_uri", "https://client.example.evil/callback")]
    [InlineData("redirect_uri", "https://client.example@evil.example/callback")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "http://client.example/callback")]
    [InlineData("redirect_uri", "HTTPS://client.example/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", "//client.example/callback")]
    [InlineData("redirect_uri", "urn:ietf:wg:oauth:2.0:oob")]
    public async Task An_unknown_app_or_address_gets_an_error_page_and_never_a_redirect(string name, string? value)
    {
        using var rejected = await _ada.Browser.GetAsync(_app.AuthorizePath((name, value)));

        rejected.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        rejected.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:49152/cb", true)]
    [InlineData("http://127.0.0.1:8080/cb", "http://127.0.0.1:49152/cb", true)]
    [InlineData("http://[::1]/cb", "http://[::1]:49152/cb", true)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:49152/other", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:49152@evil.example/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1.evil.example/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://127.1:49152/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://2130706433/cb", false)]
    [InlineData("http://127.1/cb", "http://127.0.0.1:49152/cb", false)]
    [InlineData("http://127.0.0.1/cb", "http://localhost:49152/cb", false)]
    [InlineData("http://127.0.0.1/cb", "https://127.0.0.1/cb", false)]
    [InlineData("http://localhost/cb", "http://localhost:49152/cb", false)]
    public async Task Only_the_port_of_a_loopback_address_may_differ(string registered, string given, bool isTheSame)
    {
        var app = await ClientApp.RegisterAsync(_plaza, registered);

        using var response = await _ada.Browser.GetAsync(app.AuthorizePath(("redirect_uri", given)));

        response.StatusCode.ShouldBe(isTheSame ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Out_of_band_the_code_is_on_a_page_that_is_not_cached()
    {
        var app = await ClientApp.RegisterAsync(_plaza, "urn:ietf:wg:oauth:2.0:oob");

        using var page = await _ada.ConsentAsync(app.AuthorizePath());

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        var html = await page.Content.ReadAsStringAsync();
        var code = html.Split("<code>")[1].Split("</code>")[0];
        using var token = await app.RedeemAsync(code);
        await token.JsonAsync();
    }

    [Fact]
    public async Task The_consent_page_cannot_be_framed_and_its_form_leads_to_the_app_only()
    {
        using var page = await _ada.Browser.GetAsync(_app.AuthorizePath());

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("form-action 'self' https://client.example;");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("http://[::1]:49152/cb", "http://[::1]:49152")]
    [InlineData("http://127.0.0.1:49152/cb", "http://127.0.0.1:49152")]
    public async Task The_form_leads_to_exactly_the_origin_of_a_loopback_address(string redirect, string origin)
    {
        var app = await ClientApp.RegisterAsync(_plaza, redirect);

        using var page = await _ada.Browser.GetAsync(app.AuthorizePath());

        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"form-action 'self' {origin};");
    }

    [Fact]
    public async Task The_name_of_an_app_is_text_and_set_apart()
    {
        var http = _plaza.Client();
        var hostile = await http.PostJsonAsync("/api/v1/apps", new { client_name = "<b>\u202EPlaza", redirect_uris = "https://client.example/", scopes = "read" });

        using var page = await _ada.Browser.GetAsync($"/oauth/authorize?response_type=code&client_id={hostile.Text("client_id")}&redirect_uri=https://client.example/");

        (await page.Content.ReadAsStringAsync()).ShouldContain("<bdi>&lt;b&gt;");
    }

    [Fact]
    public async Task Consent_needs_the_forms_token()
    {
        using var response = await _ada.Browser.PostAsync("/oauth/authorize", ("client_id", _app.Id), ("redirect_uri", _app.Redirect), ("decision", "authorize"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Anonymous_visitors_are_sent_to_the_login_and_back()
    {
        using var browser = new PageClient(_plaza);
        using var asked = await browser.GetAsync(_app.AuthorizePath());
        var login = asked.Headers.Location!.ToString();

        using var response = await browser.SubmitAsync(login, "/login", ("username", fixture.Ada.Handle), ("password", TestAccount.Password));

        login.ShouldStartWith("/login?return=");
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe(_app.AuthorizePath());
    }
}
