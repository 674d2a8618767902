using System.Text.Json.Nodes;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.OAuth;

/// <summary>Authorization codes and their tokens.</summary>
public sealed class CodeTests(SharedServerFixture shared, OAuthFixture fixture) : IClassFixture<OAuthFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly LoginSession _ada = fixture.LoginSession;
    private readonly ClientApp _app = fixture.App;

    public static TheoryData<string, string?, string> Wrong => new()
    {
        { "grant_type", "password", "unsupported_grant_type" },
        { "grant_type", null, "invalid_request" },
        { "code", "invented", "invalid_grant" },
        { "code", null, "invalid_request" },
        { "client_id", "invented", "invalid_client" },
        { "client_id", null, "invalid_client" },
        { "client_secret", "wrong", "invalid_client" },
        { "client_secret", null, "invalid_client" },
        { "redirect_uri", "https://client.example/other", "invalid_grant" },
        { "redirect_uri", null, "invalid_request" },
        { "code_verifier", new('x', 43), "invalid_grant" },
        { "code_verifier", null, "invalid_grant" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_code_with_anything_wrong_gives_no_token_and_stays_good_for_its_owner(string name, string? value, string error)
    {
        var code = await _ada.CodeAsync(_app.AuthorizePathWithPkce());

        using var rejected = await _app.RedeemAsync(code, [("code_verifier", ClientApp.Verifier), (name, value)]);
        using var granted = await _app.RedeemAsync(code, ("code_verifier", ClientApp.Verifier));

        (await rejected.JsonAsync(error is "invalid_client" ? 401 : 400)).Text("error").ShouldBe(error);
        rejected.Headers.CacheControl!.NoStore.ShouldBeTrue();
        await granted.JsonAsync();
        granted.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_verifier_without_a_challenge_is_refused()
    {
        var code = await _ada.CodeAsync(_app.AuthorizePath());

        using var rejected = await _app.RedeemAsync(code, ("code_verifier", ClientApp.Verifier));

        (await rejected.JsonAsync(400)).Text("error").ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("https://client.example/callback", 20, 200)]
    [InlineData("https://client.example/callback", 61, 400)]
    [InlineData(RegisterApp.OutOfBand, 540, 200)]
    [InlineData(RegisterApp.OutOfBand, 601, 400)]
    public async Task A_code_is_good_for_a_minute_and_for_ten_where_people_copy_it(string redirect, int seconds, int status)
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var app = await ClientApp.RegisterAsync(plaza, redirect);
        var code = await plaza.AskAsync(new CreateAuthorizationCode((await plaza.CreateAccountAsync()).Account, app.Id, redirect, "read"));
        plaza.Change($"update authorization_codes set expires_at = expires_at - {seconds * 1000}");

        using var response = await app.RedeemAsync(code);

        (await response.JsonAsync(status))["error"]?.GetValue<string>().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_replay_by_the_rightful_client_costs_the_first_token()
    {
        var code = await _ada.CodeAsync(_app.AuthorizePath());
        var token = await _app.TokenAsync(code);

        using var replay = await _app.RedeemAsync(code);

        (await replay.JsonAsync(400)).Text("error").ShouldBe("invalid_grant");
        (await WhoAsync(token)).ShouldBe(401);
    }

    [Fact]
    public async Task A_replay_by_another_client_costs_nothing()
    {
        var other = await ClientApp.RegisterAsync(_plaza);
        var code = await _ada.CodeAsync(_app.AuthorizePath());
        var token = await _app.TokenAsync(code);

        using var replay = await other.RedeemAsync(code);
        using var unauthenticated = await _app.RedeemAsync(code, ("client_secret", "guessed"));

        (await replay.JsonAsync(400)).Text("error").ShouldBe("invalid_grant");
        (await unauthenticated.JsonAsync(401)).Text("error").ShouldBe("invalid_client");
        (await WhoAsync(token)).ShouldBe(200);
    }

    [Fact]
    public async Task The_code_of_one_client_is_nothing_to_another()
    {
        var other = await ClientApp.RegisterAsync(_plaza);
        var code = await _ada.CodeAsync(_app.AuthorizePath());

        using var stolen = await other.RedeemAsync(code);

        (await stolen.JsonAsync(400)).Text("error").ShouldBe("invalid_grant");
        (await WhoAsync(await _app.TokenAsync(code))).ShouldBe(200);
    }

    [Fact]
    public async Task Fifty_redemptions_at_once_give_one_token_at_the_most()
    {
        var code = await _ada.CodeAsync(_app.AuthorizePath());

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _app.RedeemAsync(code)));

        var granted = responses.Where(response => response.IsSuccessStatusCode).ToList();
        granted.Count.ShouldBeLessThanOrEqualTo(1);
        responses.Count(response => (int)response.StatusCode is 400).ShouldBe(50 - granted.Count);
        foreach (var token in granted)
            (await WhoAsync((await token.JsonAsync()).Text("access_token"))).ShouldBe(401, "the replays cost the token");
    }

    [Theory]
    [InlineData("form")]
    [InlineData("json")]
    [InlineData("multipart")]
    [InlineData("basic")]
    public async Task The_token_endpoint_accepts_all_formats_that_clients_send(string kind)
    {
        Dictionary<string, string> fields = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = await _ada.CodeAsync(_app.AuthorizePath()),
            ["redirect_uri"] = _app.Redirect,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token");
        if (kind is "basic")
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{_app.Id}:{_app.Secret}")));
        else
            (fields["client_id"], fields["client_secret"]) = (_app.Id, _app.Secret);

        var multipart = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            multipart.Add(new StringContent(value), name);
        request.Content = kind switch
        {
            "json" => System.Net.Http.Json.JsonContent.Create(fields),
            "multipart" => multipart,
            _ => new FormUrlEncodedContent(fields),
        };

        using var response = await _app.Http.SendAsync(request);

        (await WhoAsync((await response.JsonAsync()).Text("access_token"))).ShouldBe(200);
    }

    [Fact]
    public async Task A_client_id_with_a_null_character_is_unknown()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{_app.Id}\0:{_app.Secret}")));

        using var response = await _app.Http.SendAsync(request);

        (await response.JsonAsync(401)).Text("error").ShouldBe("invalid_client");
    }

    private async Task<int> WhoAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/accounts/verify_credentials");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await _app.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
