using System.Text.Json.Nodes;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class InstanceTests(SharedServerFixture shared) : IDisposable
{
    private readonly HttpClient _nobody = shared.Server.Client();
    private readonly Uri _url = shared.Server.Url;

    [Fact]
    public async Task The_extended_description_was_updated_when_the_server_started()
    {
        var before = (await _nobody.GetJsonAsync("/api/v1/instance/extended_description")).Text("updated_at");
        var next = TimeProvider.System.GetUtcNow().AddMilliseconds(5);
        SpinWait.SpinUntil(() => TimeProvider.System.GetUtcNow() > next);

        var after = (await _nobody.GetJsonAsync("/api/v1/instance/extended_description")).Text("updated_at");

        after.ShouldBe(before);
    }

    [Fact]
    public async Task The_instance_has_all_that_clients_decode_as_required()
    {
        var place = await _nobody.GetJsonAsync("/api/v2/instance");

        place.Text("domain").ShouldBe(_url.Authority);
        place.Text("title").ShouldNotBeEmpty();
        place.Text("version").ShouldMatch(@"^4\.3\.[0-9]+\+plaza-[0-9]+\.[0-9]+\.[0-9]+$");
        new Uri(place.Text("source_url")).Scheme.ShouldBe(_url.Scheme);
        place["thumbnail"]!.Text("url").ShouldStartWith(_url.ToString());
        place["contact"]!["email"].ShouldNotBeNull();
        place["api_versions"]!.Number("mastodon").ShouldBe(2);
        place["configuration"]!["timelines_access"]!["live_feeds"]!.Text("local").ShouldBe("public");
        place["configuration"]!.Is("limited_federation").ShouldBeTrue();
        place["configuration"]!["statuses"]!.Number("max_characters").ShouldBe(500);
        place["configuration"]!["statuses"]!.Number("max_media_attachments").ShouldBe(0);
        foreach (var number in (string[])["max_options", "max_characters_per_option", "min_expiration", "max_expiration"])
            place["configuration"]!["polls"]!.Number(number).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task The_first_version_has_what_old_clients_need()
    {
        var place = await _nobody.GetJsonAsync("/api/v1/instance");

        place.Text("uri").ShouldBe(_url.Authority);
        place.Text("version").ShouldStartWith("4.");
        place.Text("version").ShouldContain("+plaza-");
        place["stats"]!.Number("user_count").ShouldBeGreaterThanOrEqualTo(0);
        place["configuration"]!["statuses"]!.Number("max_characters").ShouldBe(500);
    }

    [Fact]
    public async Task Totals_count_what_everyone_may_see_and_accounts_that_exist()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        foreach (var visibility in (string[])["public", "unlisted", "private", "direct"])
            await ada.WriteAsync("counted or not", visibility);
        await bob.WriteAsync("leaves soon");
        await plaza.AskAsync(new DeleteAccount(bob.Account));
        await plaza.QuietAsync();
        using var nobody = plaza.Client();

        var place = await nobody.GetJsonAsync("/nodeinfo/2.0");

        place["usage"]!.Number("localPosts").ShouldBe(2);
        place["usage"]!["users"]!.Number("total").ShouldBe(1);
        place["usage"]!["users"]!.Number("activeMonth").ShouldBe(1);
        place["usage"]!["users"]!.Number("activeHalfyear").ShouldBe(1);
        (await nobody.GetJsonAsync("/api/v1/instance"))["stats"]!.Number("status_count").ShouldBe(2);
    }

    [Fact]
    public async Task Streams_are_not_announced_before_there_are_any()
    {
        var (second, first) = (await _nobody.GetJsonAsync("/api/v2/instance"), await _nobody.GetJsonAsync("/api/v1/instance"));

        second["configuration"]!["urls"]!.AsObject().ContainsKey("streaming").ShouldBeFalse();
        first["urls"]!.AsObject().ShouldBeEmpty();
        first["configuration"]!["urls"]!.AsObject().ContainsKey("streaming").ShouldBeFalse();
        (await _nobody.GetAsync("/api/v1/streaming/health")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deprecated_endpoints_are_marked()
    {
        (await _nobody.GetAsync("/api/v1/instance")).Headers.GetValues("Deprecation").ShouldBe(["@1668384000"]);
        (await _nobody.GetAsync("/api/v2/instance")).Headers.Contains("Deprecation").ShouldBeFalse();
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("2.1")]
    public async Task Nodeinfo_leads_to_a_document_that_says_plaza(string version)
    {
        var links = await _nobody.GetJsonAsync("/.well-known/nodeinfo");
        var link = links["links"]!.AsArray().Single(one => one!.Text("rel").EndsWith($"/{version}", StringComparison.Ordinal))!.Text("href");

        var node = await _nobody.GetJsonAsync(link);

        link.ShouldStartWith(_url.ToString());
        node.Text("version").ShouldBe(version);
        node["software"]!.Text("name").ShouldBe("plaza");
        node.Is("openRegistrations").ShouldBeTrue();
        node["usage"]!["users"]!.Number("activeMonth").ShouldBeGreaterThanOrEqualTo(0);
        node["metadata"]!["upstream"]!.Text("name").ShouldBe("mastodon");
        await _nobody.GetJsonAsync("/nodeinfo/1.0", 404);
    }

    [Fact]
    public async Task The_statistics_have_one_entry_for_each_day()
    {
        var numbers = await _nobody.GetJsonAsync("/api/plaza/v1/statistics?from=2026-01-30&to=2026-02-02");

        numbers["days"]!.AsArray().Select(day => day!.Text("day")).ShouldBe(["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"]);
        numbers["days"]![0]!.AsObject().Select(one => one.Key).ShouldBe(
            ["day", "posts", "authors", "active_accounts", "sign_ups", "follows", "favourites", "boosts", "top_tags"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("from=2025-01-01&to=2026-02-01", "from")]
    [InlineData("to=yesterday", "to")]
    [InlineData("to=2026-02-30", "to")]
    public async Task Statistics_of_invalid_days_are_rejected_with_the_parameter_named(string query, string field)
    {
        var rejected = await _nobody.GetJsonAsync($"/api/plaza/v1/statistics?{query}", 422);

        rejected["details"]![field].ShouldNotBeNull();
    }

    [Fact]
    public async Task The_metadata_of_the_authorization_server_lists_what_it_does()
    {
        var server = await _nobody.GetJsonAsync("/.well-known/oauth-authorization-server");

        server.Text("issuer").ShouldBe(_url.ToString().TrimEnd('/'));
        server["code_challenge_methods_supported"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldBe(["S256"]);
        server["grant_types_supported"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldBe(["authorization_code", "client_credentials"]);
        foreach (var endpoint in (string[])["authorization_endpoint", "token_endpoint", "revocation_endpoint", "app_registration_endpoint"])
            server.Text(endpoint).ShouldStartWith(_url.ToString());
        server["scopes_supported"]!.AsArray().ShouldContain(scope => scope!.GetValue<string>() == "follow");
    }

    public void Dispose() => _nobody.Dispose();
}
