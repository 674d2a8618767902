using System.Net;
using System.Text.RegularExpressions;
using Plaza.Tests.Support;

namespace Plaza.Tests.OAuth;

/// <summary>Personal tokens for scripts, created in the settings.</summary>
public sealed partial class OwnTokenTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task A_token_is_shown_once_acts_within_its_scopes_and_can_be_revoked()
    {
        var (ada, browser) = await LogInAsync();

        using var created = await browser.SubmitAsync("/settings/apps/new", "/settings/apps", ("name", "My <b>script"), ("scopes", "read"));
        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = TokenIn(await created.Content.ReadAsStringAsync());
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var read = await client.GetAsync("/api/v1/accounts/verify_credentials");
        (await read.JsonAsync())["id"]!.GetValue<string>().ShouldBe($"{ada.Account}");
        using var write = await client.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([new("status", "hello")]));
        write.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var settings = await browser.GetAsync("/settings");
        var html = await settings.Content.ReadAsStringAsync();
        html.ShouldContain("My &lt;b&gt;script");
        html.ShouldNotContain(token);
        using var revoked = await browser.SubmitFirstAsync("/settings", "/settings/apps/revoke");
        using var after = await client.GetAsync("/api/v1/accounts/verify_credentials");
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_form_offers_no_scope_that_the_server_does_nothing_with()
    {
        var (_, browser) = await LogInAsync();

        var (_, html) = await browser.ReadAsync("/settings/apps/new");

        html.ShouldContain("name=\"scopes\" value=\"follow\"");
        html.ShouldNotContain("push");
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_shows_the_same_token_twice()
    {
        var (_, browser) = await LogInAsync();
        using var page = await browser.GetAsync("/settings/apps/new");
        var html = await page.Content.ReadAsStringAsync();
        var form = PageClient.HiddenFieldsIn(html, form => form.Contains("action=\"/settings/apps\"", StringComparison.Ordinal)).ToArray();

        using var first = await browser.PostAsync("/settings/apps", [.. form, ("name", "script"), ("scopes", "read"), ("scopes", "write")]);
        using var second = await browser.PostAsync("/settings/apps", [.. form, ("name", "script"), ("scopes", "read"), ("scopes", "write")]);

        TokenIn(await second.Content.ReadAsStringAsync()).ShouldBe(TokenIn(await first.Content.ReadAsStringAsync()));
        using var settings = await browser.GetAsync("/settings");
        RevokeForms().Count(await settings.Content.ReadAsStringAsync()).ShouldBe(2, "the fixture's token and this one");
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("password")]
    public async Task A_form_whose_token_has_ended_makes_no_token_when_it_is_sent_again(string end)
    {
        var (ada, browser) = await LogInAsync();
        using var page = await browser.GetAsync("/settings/apps/new");
        var form = PageClient.HiddenFieldsIn(await page.Content.ReadAsStringAsync(), form => form.Contains("action=\"/settings/apps\"", StringComparison.Ordinal)).ToArray();
        using var first = await browser.PostAsync("/settings/apps", [.. form, ("name", "script"), ("scopes", "read")]);
        var token = TokenIn(await first.Content.ReadAsStringAsync());

        if (end is "revoked")
        {
            var settings = await (await browser.GetAsync("/settings")).Content.ReadAsStringAsync();
            foreach (Match id in RevokedIds().Matches(settings))
                (await browser.SubmitFirstAsync("/settings", "/settings/apps/revoke", ("id", id.Groups["it"].Value))).Dispose();
        }
        else
        {
            using var changed = await browser.SubmitAsync("/settings", "/settings/password", ("current_password", TestAccount.Password), ("new_password", "another battery staple"));
            changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await changed.Content.ReadAsStringAsync());
        }

        var fresh = PageClient.HiddenFieldsIn(await (await browser.GetAsync("/settings/apps/new")).Content.ReadAsStringAsync(), form => form.Contains("action=\"/settings/apps\"", StringComparison.Ordinal));
        var old = form.Where(field => field.Name is "key").Concat(fresh.Where(field => field.Name is not "key")).ToArray();
        using var again = await browser.PostAsync("/settings/apps", [.. old, ("name", "script"), ("scopes", "read")]);

        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await again.Content.ReadAsStringAsync();
        html.ShouldContain("This form was used before");
        using var ended = _plaza.Client();
        ended.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await ended.GetAsync("/api/v1/accounts/verify_credentials")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var redisplayed = PageClient.HiddenFieldsIn(html, form => form.Contains("action=\"/settings/apps\"", StringComparison.Ordinal)).ToArray();
        using var renewed = await browser.PostAsync("/settings/apps", [.. redisplayed, ("name", "script"), ("scopes", "read")]);
        TokenIn(await renewed.Content.ReadAsStringAsync()).ShouldNotBe(token, "the form that came back has a key of its own");
    }

    [Theory]
    [InlineData("", "read")]
    [InlineData("script", "")]
    [InlineData("script", "everything")]
    public async Task A_token_without_a_name_or_with_unknown_scopes_is_rejected(string name, string scopes)
    {
        var (_, browser) = await LogInAsync();

        using var rejected = await browser.SubmitAsync("/settings/apps/new", "/settings/apps", ("name", name), ("scopes", scopes));

        rejected.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF")]
    public async Task A_key_that_this_server_did_not_make_is_rejected(string key)
    {
        var (_, browser) = await LogInAsync();

        using var rejected = await browser.SubmitAsync("/settings/apps/new", "/settings/apps", ("name", "script"), ("scopes", "read"), ("key", key));

        rejected.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private async Task<(TestAccount Ada, PageClient Browser)> LogInAsync()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var browser = new PageClient(_plaza);
        using var loggedIn = await browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));
        loggedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (ada, browser);
    }

    private static string TokenIn(string html) => Token().Match(html).Groups["it"].Value is { Length: 43 } token ? token : throw new InvalidOperationException(html);

    [GeneratedRegex("id=\"token\">(?<it>[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("action=\"/settings/apps/revoke\".*?name=\"id\" value=\"(?<it>[0-9]+)\"", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RevokedIds();

    [GeneratedRegex("action=\"/settings/apps/revoke\"", RegexOptions.None, 1000)]
    private static partial Regex RevokeForms();
}
