using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

public sealed class SignUpTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task The_response_does_not_reveal_whether_an_e_mail_address_is_known()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        using var known = await SignUpAsync(_plaza, "signup_known", ada.Email);
        using var unknown = await SignUpAsync(_plaza, "signup_unknown", "unknown@example.org");

        known.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        unknown.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        known.Headers.Location.ShouldBe(unknown.Headers.Location);
        (await known.Content.ReadAsStringAsync()).ShouldBe(await unknown.Content.ReadAsStringAsync());
        known.Headers.Select(header => header.Key).ShouldBe(unknown.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task Claiming_the_address_of_another_account_does_not_log_in_to_it()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var claimed = await SignUpAsync(_plaza, "signup_claims", ada.Email, "another long password");
        using var browser = new PageClient(_plaza);

        using var login = await browser.SubmitAsync("/login", "/login", ("username", ada.Email), ("password", "another long password"));

        login.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task With_registration_closed_sign_up_is_rejected()
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:Registrations", "closed"));
        using var browser = new PageClient(plaza);
        var ada = await plaza.CreateAccountAsync("ada");
        using var page = await browser.GetAsync("/signup");
        using var login = await browser.GetAsync("/login");
        var token = PageClient.FormTokenIn(await login.Content.ReadAsStringAsync());

        using var response = await browser.PostAsync(
            "/signup", ("username", "newcomer"), ("email", "n@example.org"), ("password", TestAccount.Password), ("__RequestVerificationToken", token));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("action=\"/signup\"");
        (await ada.Api.GetJsonAsync("/api/v2/instance"))["registrations"]!.Is("enabled").ShouldBeFalse();
        (await ada.Api.GetJsonAsync("/nodeinfo/2.0")).Is("openRegistrations").ShouldBeFalse();
        await ada.Api.GetJsonAsync("/api/v1/accounts/lookup?acct=newcomer", 404);
    }

    [Theory]
    [InlineData("/signup")]
    [InlineData("/login")]
    [InlineData("/logout")]
    public async Task A_form_without_its_token_or_from_elsewhere_is_refused(string path)
    {
        using var browser = new PageClient(_plaza);

        using var response = await browser.PostAsync(path, ("username", "newcomer"), ("email", "n@example.org"), ("password", TestAccount.Password));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> SignUpAsync(PlazaTestServer plaza, string handle, string email, string password = TestAccount.Password)
    {
        using var browser = new PageClient(plaza);
        return await browser.SubmitAsync("/signup", "/signup", ("username", handle), ("email", email), ("password", password));
    }
}
