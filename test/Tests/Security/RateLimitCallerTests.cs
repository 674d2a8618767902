using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>The partitions that requests count for, on servers whose clocks stand still, so that no window ends.</summary>
public sealed class RateLimitCallerTests : IAsyncLifetime
{
    private PlazaTestServer _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync(new StoppedClock(), ("RateLimits:Enabled", "true"));

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Theory]
    [InlineData("Bearer   {0}")]
    [InlineData("BEARER {0}")]
    [InlineData("bearer {0}  ")]
    public async Task A_token_has_one_count_however_it_is_written(string written)
    {
        var ada = await _plaza.CreateAccountAsync();
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", string.Format(null, written, ada.Token));

        var first = await RemainingAsync(ada.Api, "/api/v1/timelines/public");
        var second = await RemainingAsync(client, "/api/v1/timelines/public");

        (first, second).ShouldBe((299, 298));
    }

    [Fact]
    public async Task The_token_of_an_app_counts_for_its_address_too()
    {
        var app = await ClientApp.RegisterAsync(_plaza);
        using var issued = await app.AppTokenAsync();
        using var client = _plaza.Client();
        var before = await RemainingAsync(client, "/about");
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await issued.JsonAsync()).Text("access_token"));

        (await RemainingAsync(client, "/api/v1/timelines/public")).ShouldBe(before - 1);
    }

    [Fact]
    public async Task A_logged_in_user_is_limited_as_a_user_whatever_the_address()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var browser = await LoginSession.AsAsync(_plaza, ada);
        var limits = _plaza.Services.GetRequiredService<Http.RateLimits.RequestCounter>();
        var ofUser = Http.RateLimits.RateLimitRules.PerUser;
        var before = limits.Count($"user:{ada.Account}", ofUser).Remaining;

        using var page = await browser.Browser.GetAsync("/home");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        limits.Count($"user:{ada.Account}", ofUser).Remaining.ShouldBe(before - 2);
    }

    [Theory]
    [InlineData("/login", 25)]
    [InlineData("/LogIn", 25)]
    [InlineData("/login/", 25)]
    [InlineData("/signup", 5)]
    [InlineData("/SIGNUP/", 5)]
    [InlineData("/login/reset", 5)]
    [InlineData("/api/v1/accounts", 5)]
    [InlineData("/@x/1/delete", 30)]
    [InlineData("/@x/1/DELETE", 30)]
    [InlineData("/@x/1/delete/", 30)]
    [InlineData("/api/v1/apps", 30)]
    [InlineData("/API/v1/Apps/", 30)]
    public async Task A_path_is_held_back_however_it_is_written(string path, int most)
    {
        using var client = _plaza.Client();
        using var nothing = new FormUrlEncodedContent([]);

        using var response = await client.PostAsync(path, nothing);

        response.Headers.GetValues("X-RateLimit-Limit").ShouldBe([$"{most}"]);
    }

    [Fact]
    public async Task Deletions_count_for_their_user_and_not_for_the_address()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));

        using var first = await ada.Api.DeleteAsync("/api/v1/statuses/1");
        using var second = await bob.Api.DeleteAsync("/api/v1/statuses/1");

        (Remaining(first), Remaining(second)).ShouldBe((29, 29));
    }

    [Fact]
    public async Task A_request_that_exceeds_one_limit_is_rejected_while_it_is_the_last_of_another()
    {
        using var client = _plaza.Client();
        using var nothing = new FormUrlEncodedContent([]);
        const int OfOne = 300, OfLogins = 25;
        for (var request = 0; request < OfLogins; request++)
            (await client.PostAsync("/login", nothing)).Dispose();
        for (var request = OfLogins; request < OfOne - 1; request++)
            (await client.GetAsync("/about")).Dispose();

        using var rejected = await client.PostAsync("/login", nothing);

        rejected.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        rejected.Headers.GetValues("X-RateLimit-Limit").ShouldBe([$"{OfLogins}"]);
    }

    [Fact]
    public async Task A_browser_may_read_a_refusal_and_its_preflights_do_not_count()
    {
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Add("Origin", "https://client.example");
        var before = await RemainingAsync(client, "/api/v2/instance");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/statuses") { Headers = { { "Access-Control-Request-Method", "POST" } } };
        using var allowed = await client.SendAsync(preflight);
        var after = await RemainingAsync(client, "/api/v2/instance");
        for (var left = after; left > 0;)
            left = await RemainingAsync(client, "/api/v2/instance");

        using var rejected = await client.GetAsync("/api/v2/instance");

        allowed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (before, after).ShouldBe((299, 298));
        rejected.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        rejected.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        rejected.Headers.Contains("Retry-After").ShouldBeTrue();
    }

    private static async Task<int> RemainingAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Remaining(response);
    }

    private static int Remaining(HttpResponseMessage answer) => int.Parse(answer.Headers.GetValues("X-RateLimit-Remaining").Single(), null);
}
