using System.Net;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>A caller whose session or token is revoked while the request is still arriving changes nothing (A3, H5).</summary>
public sealed class RevokedCallerTests(IsolatedServerFixture square) : IClassFixture<IsolatedServerFixture>
{
    private readonly PlazaTestServer _plaza = square.Server;

    public static TheoryData<string> Revocations => ["password", "suspension", "deletion", "revocation"];

    [Theory, MemberData(nameof(Revocations))]
    public async Task A_post_whose_last_byte_comes_after_the_token_was_revoked_is_refused(string revocation)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var held = await HeldRequest.PostAsync(_plaza, "/api/v1/statuses", $"Authorization: Bearer {ada.Token}", ("status", "too late"));

        await RevokeAsync(ada, revocation, null);
        var rows = _plaza.Rows();
        var response = await held.CompleteAsync();

        response.ShouldStartWith("HTTP/1.1 401");
        response.ShouldContain("The access token is invalid");
        response.ShouldContain("WWW-Authenticate: Bearer realm=\"plaza\", error=\"invalid_token\"");
        _plaza.Rows()["posts"].ShouldBe(rows["posts"]);
    }

    [Theory, MemberData(nameof(Revocations))]
    public async Task A_post_of_the_website_whose_last_byte_comes_after_the_session_was_ended_comes_back_with_the_login(string revocation)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var signIn = await LoginSession.AsAsync(_plaza, ada);
        using var held = await HoldAsync(signIn, "/home", "/posts", ("text", "too late"));

        await RevokeAsync(ada, revocation, signIn);
        var rows = _plaza.Rows();
        var response = await held.CompleteAsync();

        response.ShouldStartWith("HTTP/1.1 401");
        response.ShouldContain("name=\"pending-t-text\" value=\"too late\"");
        response.ShouldContain("action=\"/login\"");
        _plaza.Rows()["posts"].ShouldBe(rows["posts"]);
    }

    [Theory, MemberData(nameof(Revocations))]
    public async Task A_consent_whose_last_byte_comes_after_the_session_was_ended_gives_no_code(string revocation)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(_plaza);
        using var signIn = await LoginSession.AsAsync(_plaza, ada);
        using var held = await HoldAsync(
            signIn,
            app.AuthorizePath(),
            "/oauth/authorize",
            ("response_type", "code"),
            ("client_id", app.Id),
            ("redirect_uri", app.Redirect),
            ("scope", app.Scopes),
            ("decision", "authorize"));

        await RevokeAsync(ada, revocation, signIn);
        var response = await held.CompleteAsync();

        response.ShouldStartWith("HTTP/1.1 303");
        response.ShouldContain("Location: /login");
        _plaza.Rows()["authorization_codes"].ShouldBe(0);
    }

    private async Task<HeldRequest> HoldAsync(LoginSession signIn, string page, string action, params (string Name, string Value)[] fields)
    {
        using var shown = await signIn.Browser.GetAsync(page);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = PageClient.FormTokenIn(await shown.Content.ReadAsStringAsync());
        return await HeldRequest.PostAsync(
            _plaza, action, $"Cookie: {signIn.Browser.Cookies}", [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <param name="session">The browser whose session is revoked; null to revoke the token.</param>
    private async Task RevokeAsync(TestAccount person, string revocation, LoginSession? session)
    {
        switch (revocation)
        {
            case "password":
                await _plaza.AskAsync(new ChangePassword(person.Account, TestAccount.Password, "a better battery staple", default));
                break;
            case "suspension":
                await _plaza.AskAsync(new SuspendAccount(person.Account));
                break;
            case "deletion":
                await _plaza.AskAsync(new DeleteAccount(person.Account));
                break;
            default:
                await EndAsync(person, session);
                break;
        }
    }

    private async Task EndAsync(TestAccount person, LoginSession? session)
    {
        if (session is not null)
        {
            var ended = (await _plaza.AskAsync(new GetPrincipalBySession(session.Browser.Cookie("plaza"))))!.Session!.Value;
            await _plaza.AskAsync(new EndSession(person.Account, ended));
        }
        else
        {
            var token = (await _plaza.AskAsync(new GetPrincipalByToken(person.Token)))!.Token!.Value;
            await _plaza.AskAsync(new RevokeOwnToken(person.Account, token));
        }
    }
}
