using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class OnboardingTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_client_registers_signs_its_user_in_posts_reads_and_deletes(bool withPkce)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(_plaza);
        using var signIn = await LoginSession.AsAsync(_plaza, ada);

        var code = await signIn.CodeAsync(withPkce ? app.AuthorizePathWithPkce() : app.AuthorizePath());
        using var redeemed = await app.RedeemAsync(code, ("code_verifier", withPkce ? ClientApp.Verifier : null));
        var token = await redeemed.JsonAsync();
        app.Http.DefaultRequestHeaders.Authorization = new("Bearer", token.Text("access_token"));
        var account = await app.Http.GetJsonAsync("/api/v1/accounts/verify_credentials");
        var written = await app.Http.PostJsonAsync("/api/v1/statuses", new { status = "the first words" });
        var read = await app.Http.GetJsonAsync($"/api/v1/statuses/{written.Id}");
        using var deleted = await app.Http.DeleteAsync($"/api/v1/statuses/{written.Id}");

        token.Text("token_type").ShouldBe("Bearer");
        token.Text("scope").Split(' ').ShouldBe(["read", "write", "follow", "push"], ignoreOrder: true);
        token["created_at"]!.GetValue<long>().ShouldBeGreaterThan(0);
        account.Text("username").ShouldBe(ada.Handle);
        read.Text("content").ShouldBe("<p>the first words</p>");
        read["application"]!.Text("name").ShouldBe("Client");
        (await deleted.JsonAsync()).Text("text").ShouldBe("the first words");
        await app.Http.GetJsonAsync($"/api/v1/statuses/{written.Id}", 404);
    }

    [Fact]
    public async Task An_app_that_acts_for_itself_reads_public_posts_and_acts_for_no_account()
    {
        var app = await ClientApp.RegisterAsync(_plaza);

        using var granted = await app.AppTokenAsync();
        app.Http.DefaultRequestHeaders.Authorization = new("Bearer", (await granted.JsonAsync()).Text("access_token"));

        (await app.Http.GetJsonAsync("/api/v1/apps/verify_credentials")).Text("name").ShouldBe("Client");
        await app.Http.GetJsonAsync("/api/v1/timelines/public");
        await app.Http.GetJsonAsync("/api/v1/accounts/verify_credentials", 422);
        await app.Http.GetJsonAsync("/api/v1/timelines/home", 422);
    }

    [Fact]
    public async Task A_revoked_token_is_worth_nothing_at_once()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var app = await ClientApp.RegisterAsync(_plaza);
        using var signIn = await LoginSession.AsAsync(_plaza, ada);
        var token = await app.TokenAsync(await signIn.CodeAsync(app.AuthorizePath()));
        using var user = _plaza.Client();
        user.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await user.GetJsonAsync("/api/v1/accounts/verify_credentials");

        using var revoked = await app.RevokeAsync(token);

        (await revoked.JsonAsync()).ToJsonString().ShouldBe("{}");
        await user.GetJsonAsync("/api/v1/accounts/verify_credentials", 401);
    }
}
