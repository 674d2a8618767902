using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>A revocation takes effect at once, although principals are cached.</summary>
public sealed class RevokedTokenTests(SharedServerFixture shared)
{
    private const string NewPassword = "a better battery staple";

    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task A_new_password_ends_tokens_codes_and_the_sessions_of_other_browsers()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(_plaza);
        using var here = await LoginSession.AsAsync(_plaza, ada);
        using var elsewhere = await LoginSession.AsAsync(_plaza, ada);
        var code = await elsewhere.CodeAsync(app.AuthorizePath());
        await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");

        using var changed = await here.Browser.SubmitAsync(
            "/settings", "/settings/password", ("current_password", TestAccount.Password), ("new_password", NewPassword));

        ((int)changed.StatusCode).ShouldBe(303);
        await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials", 401);
        using var redeemed = await app.RedeemAsync(code);
        (await redeemed.JsonAsync(400)).Text("error").ShouldBe("invalid_grant");
        ((int)(await here.Browser.GetAsync("/home")).StatusCode).ShouldBe(200);
        ((int)(await elsewhere.Browser.GetAsync("/home")).StatusCode).ShouldBe(303);
    }

    [Fact]
    public async Task A_suspension_ends_tokens_codes_and_sessions()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(_plaza);
        using var browser = await LoginSession.AsAsync(_plaza, ada);
        var code = await browser.CodeAsync(app.AuthorizePath());
        await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");

        await _plaza.AskAsync(new SuspendAccount(ada.Account));

        await ada.Api.GetJsonAsync("/api/v1/accounts/verify_credentials", 401);
        using var redeemed = await app.RedeemAsync(code);
        (await redeemed.JsonAsync(400)).Text("error").ShouldBe("invalid_grant");
        ((int)(await browser.Browser.GetAsync("/home")).StatusCode).ShouldBe(303);
        using var login = await browser.Browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));
        ((int)login.StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task The_owner_takes_an_app_back_on_the_settings_page()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(_plaza);
        using var browser = await LoginSession.AsAsync(_plaza, ada);
        using var api = await UserOfAsync(app, browser);
        await api.GetJsonAsync("/api/v1/accounts/verify_credentials");
        var token = (await _plaza.AskAsync(new GetPrincipalByToken(api.DefaultRequestHeaders.Authorization!.Parameter!)))!.Token!.Value;

        // A page may have several such forms; its antiforgery token is valid for all of them.
        using var response = await browser.Browser.SubmitFirstAsync("/settings", "/settings/apps/revoke", ("id", token.ToString()));

        ((int)response.StatusCode).ShouldBe(303);
        await api.GetJsonAsync("/api/v1/accounts/verify_credentials", 401);
    }

    [Fact]
    public async Task Another_app_cannot_revoke_a_token()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var (app, other) = (await ClientApp.RegisterAsync(_plaza), await ClientApp.RegisterAsync(_plaza));
        using var browser = await LoginSession.AsAsync(_plaza, ada);
        using var api = await UserOfAsync(app, browser);

        using var revoked = await other.RevokeAsync(api.DefaultRequestHeaders.Authorization!.Parameter!);
        using var unauthenticated = await (app with { Secret = "guessed" }).RevokeAsync(api.DefaultRequestHeaders.Authorization!.Parameter!);

        var rejected = await revoked.JsonAsync(403);
        rejected.Text("error").ShouldBe("unauthorized_client");
        rejected.Text("error_description").ShouldBe("You are not authorized to revoke this token");
        (await (await app.RevokeAsync("")).JsonAsync(403)).Text("error").ShouldBe("unauthorized_client");
        (await (await app.RevokeAsync("nobody's")).JsonAsync()).ToJsonString().ShouldBe("{}");
        (await unauthenticated.JsonAsync(401)).Text("error").ShouldBe("invalid_client");
        await api.GetJsonAsync("/api/v1/accounts/verify_credentials");
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("token")]
    [InlineData("bearer_token")]
    public async Task A_token_in_the_query_or_in_a_form_is_not_taken(string name)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var nobody = _plaza.Client();

        await nobody.GetJsonAsync($"/api/v1/accounts/verify_credentials?{name}={ada.Token}", 401);
        using var posted = await nobody.PostAsync($"/api/v1/statuses", new FormUrlEncodedContent([new(name, ada.Token), new("status", "sent by form")]));
        await posted.JsonAsync(401);
    }

    [Theory]
    [InlineData("Basic {0}")]
    [InlineData("{0}")]
    [InlineData("Bearer")]
    [InlineData("Bearer {0}x")]
    [InlineData("Bearer {0},{0}")]
    [InlineData("Token {0}")]
    public async Task A_malformed_authorization_is_refused_even_where_none_is_needed(string form)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", string.Format(null, form, ada.Token)).ShouldBeTrue();

        using var response = await client.GetAsync("/api/v1/timelines/public");

        (await response.JsonAsync(401)).Text("error").ShouldBe("The access token is invalid");
        response.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
    }

    private async Task<HttpClient> UserOfAsync(ClientApp app, LoginSession browser)
    {
        var api = _plaza.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", await app.TokenAsync(await browser.CodeAsync(app.AuthorizePath())));
        return api;
    }
}
