using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Whom a request counts for, on servers whose clocks stand still, so that no window ends.</summary>
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
    public async Task Somebody_who_is_logged_in_counts_as_a_user_wherever_the_requests_come_from()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var browser = await SignIn.AsAsync(_plaza, ada);
        var limits = _plaza.Services.GetRequiredService<Http.RateLimits.RequestCounter>();
        var ofUser = new Http.RateLimits.RateLimitRule(1500, TimeSpan.FromMinutes(5));
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
    [InlineData("/@x/1/delete", 30)]
    [InlineData("/@x/1/DELETE", 30)]
    [InlineData("/@x/1/delete/", 30)]
    [InlineData("/api/v1/apps", 30)]
    [InlineData("/API/v1/Apps/", 30)]
    public async Task A_path_is_held_back_however_it_is_written(string path, int most)
    {
        using var client = _plaza.Client();
        using var nothing = new FormUrlEncodedContent([]);

        using var answer = await client.PostAsync(path, nothing);

        answer.Headers.GetValues("X-RateLimit-Limit").ShouldBe([$"{most}"]);
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

        using var refused = await client.GetAsync("/api/v2/instance");

        allowed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (before, after).ShouldBe((299, 298));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        refused.Headers.Contains("Retry-After").ShouldBeTrue();
    }

    private static async Task<int> RemainingAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return int.Parse(answer.Headers.GetValues("X-RateLimit-Remaining").Single(), null);
    }
}
