using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Endpoints that clients expect of every Mastodon server, whatever its features.</summary>
public sealed class CompatibilityTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = one.Person;

    [Theory]
    [InlineData("/api/v1/custom_emojis", "[]")]
    [InlineData("/api/v1/filters", "[]")]
    [InlineData("/api/v2/filters", "[]")]
    [InlineData("/api/v1/lists", "[]")]
    [InlineData("/api/v1/announcements", "[]")]
    [InlineData("/api/v1/bookmarks", "[]")]
    [InlineData("/api/v1/blocks", "[]")]
    [InlineData("/api/v1/mutes", "[]")]
    [InlineData("/api/v1/follow_requests", "[]")]
    [InlineData("/api/v1/followed_tags", "[]")]
    [InlineData("/api/v1/conversations", "[]")]
    [InlineData("/api/v1/scheduled_statuses", "[]")]
    [InlineData("/api/v1/trends/tags", "[]")]
    [InlineData("/api/v1/trends/statuses", "[]")]
    [InlineData("/api/v1/trends/links", "[]")]
    [InlineData("/api/v2/suggestions", "[]")]
    [InlineData("/api/v1/instance/peers", "[]")]
    [InlineData("/api/v1/instance/rules", "[]")]
    [InlineData("/api/v1/markers", "{}")]
    public async Task Missing_features_get_empty_lists(string path, string body)
    {
        using var response = await _ada.Api.GetAsync(path);

        (await response.JsonAsync()).ToJsonString().ShouldBe(body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task The_preferences_are_those_that_clients_read()
    {
        var preferences = await _ada.Api.GetJsonAsync("/api/v1/preferences");

        preferences.Text("posting:default:visibility").ShouldBe("public");
        preferences.Text("reading:expand:media").ShouldBe("default");
    }

    [Theory]
    [InlineData("/api/v1/instance/")]
    [InlineData("/api/v2/instance/")]
    [InlineData("/api/v1/timelines/tag/plaza/")]
    [InlineData("/api/v1/accounts/verify_credentials/")]
    [InlineData("/.well-known/oauth-authorization-server/")]
    public async Task A_slash_at_the_end_does_no_harm(string path) => await _ada.Api.GetJsonAsync(path);

    [Fact]
    public async Task A_slash_at_the_end_does_no_harm_to_the_consent_page()
    {
        using var nobody = _plaza.Client();

        using var response = await nobody.GetAsync("/oauth/authorize/?client_id=x");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldStartWith("/login?return=");
    }

    [Theory]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v9/statuses", 404)]
    [InlineData("/api", 404)]
    [InlineData("/nodeinfo/nothing", 404)]
    [InlineData("/.well-known/nothing", 404)]
    public async Task Unknown_paths_get_an_error_in_JSON(string path, int status) =>
        (await _ada.Api.GetJsonAsync(path, status)).ToJsonString().ShouldBe("""{"error":"Record not found"}""");

    [Fact]
    public async Task Another_method_is_rejected_with_the_allowed_ones()
    {
        using var response = await _ada.Api.PutAsync("/api/v1/timelines/home", null);

        (await response.JsonAsync(405)).Text("error").ShouldBe("Method not allowed");
        response.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "OPTIONS"]);
    }

    [Theory]
    [InlineData("/api/v1/timelines/public")]
    [InlineData("/api/v1/timelines/home")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/instance")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/nodeinfo/2.0")]
    public async Task A_client_in_a_browser_may_read_every_answer(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://client.example");

        using var response = await _plaza.Client().SendAsync(request);

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        var exposed = string.Join(',', response.Headers.GetValues("Access-Control-Expose-Headers"));
        foreach (var header in (string[])["Link", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id"])
            exposed.ShouldContain(header);
    }

    [Theory]
    [InlineData("/api/v1/statuses", "POST")]
    [InlineData("/api/v1/statuses/1", "DELETE")]
    [InlineData("/oauth/token", "POST")]
    [InlineData("/oauth/revoke", "POST")]
    public async Task A_client_in_a_browser_may_ask_before_it_writes(string path, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", "https://client.example");
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key");

        using var response = await _plaza.Client().SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        string.Join(',', response.Headers.GetValues("Access-Control-Allow-Methods")).ShouldContain(method);
        string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")).ShouldContain("Idempotency-Key", Case.Insensitive);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/oauth/authorize")]
    public async Task Pages_are_for_no_other_origin(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://client.example");

        using var response = await _plaza.Client().SendAsync(request);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }
}
