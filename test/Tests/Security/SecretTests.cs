using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

public sealed class SecretTests
{
    [Fact]
    public async Task The_database_holds_no_password_token_code_session_or_client_secret()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var ada = await plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(plaza);
        using var signIn = await LoginSession.AsAsync(plaza, ada);
        var (redeemed, waiting) = (await signIn.CodeAsync(app.AuthorizePath()), await signIn.CodeAsync(app.AuthorizePathWithPkce()));
        var token = await app.TokenAsync(redeemed);
        using var appToken = await app.AppTokenAsync();
        await plaza.QuietAsync();

        foreach (var secret in (string[])[TestAccount.Password, ada.Token, app.Secret, redeemed, waiting, token, (await appToken.JsonAsync()).Text("access_token"), signIn.Browser.Cookie("plaza")])
        {
            secret.Length.ShouldBeGreaterThan(20);
            plaza.Folder.Stores(secret).ShouldBeFalse(secret);
        }

        plaza.Folder.Stores(ada.Handle).ShouldBeTrue("or the search finds nothing");
    }

    [Fact]
    public async Task The_cookie_of_a_session_is_for_the_server_alone_and_new_with_each_login()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var ada = await plaza.CreateAccountAsync("ada");
        using var signIn = await LoginSession.AsAsync(plaza, ada);
        var first = signIn.Browser.Cookie("plaza");

        using var again = await signIn.Browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));

        var cookie = again.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("plaza=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldContain("path=/", Case.Insensitive);
        signIn.Browser.Cookie("plaza").ShouldNotBe(first);
        using var old = plaza.Client();
        old.DefaultRequestHeaders.Add("Cookie", $"plaza={first}");
        ((int)(await old.GetAsync("/home")).StatusCode).ShouldBe(303);
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_bound_to_the_host_and_secure()
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:PublicUrl", "https://plaza.example"));
        using var browser = new PageClient(plaza);
        using var page = await browser.GetAsync("/login");

        page.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        page.Headers.GetValues("Strict-Transport-Security").Single().ShouldContain("max-age=31536000");
    }
}
