using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Limits in fixed windows. A window may end during a test, so a test may count into a second window.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private const int OfOne = 300;
    private const int OfUser = 1500;
    private const int OfLogins = 25;
    private const int OfSignUps = 5;
    private const int OfDeletions = 30;

    private PlazaTestServer _plaza = null!;

    [Fact]
    public async Task Responses_have_the_remaining_requests_and_the_reset_time()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        using var first = await ada.Api.GetAsync("/api/v1/timelines/home");
        using var second = await ada.Api.GetAsync("/api/v1/nothing");

        Header(first, "X-RateLimit-Limit").ShouldBe("300");
        Number(second, "X-RateLimit-Remaining").ShouldBeLessThan(OfOne);
        Header(first, "X-RateLimit-Reset").ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Fact]
    public async Task A_client_over_its_limit_gets_Retry_After_and_others_are_not_delayed()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));

        using var rejected = await UntilRejectedAsync(() => ada.Api.GetAsync("/api/v1/preferences"), OfOne);

        (await rejected.JsonAsync(429)).ToJsonString().ShouldBe("""{"error":"Too many requests"}""");
        Header(rejected, "X-RateLimit-Remaining").ShouldBe("0");
        rejected.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 300);
        using var other = await bob.Api.GetAsync("/api/v1/preferences");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        await _plaza.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task A_client_in_a_browser_can_read_that_it_was_too_much()
    {
        using var nobody = _plaza.Client();
        nobody.DefaultRequestHeaders.Add("Origin", "https://client.example");

        using var rejected = await UntilRejectedAsync(() => nobody.GetAsync("/api/v1/custom_emojis"), OfOne);

        rejected.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        rejected.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("X-RateLimit-Reset");
        rejected.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_post_and_a_profile_sent_over_the_limit_come_back_to_be_sent_later()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var browser = new PageClient(_plaza);
        using var loggedIn = await browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));
        using var home = await browser.GetAsync("/home");
        var form = PageClient.HiddenFieldsIn(await home.Content.ReadAsStringAsync(), form => form.Contains("action=\"/posts\"", StringComparison.Ordinal)).ToArray();
        var limits = _plaza.Services.GetRequiredService<Http.RateLimits.RequestCounter>();
        for (var request = 0; request < OfUser - 10; request++)
            limits.Count($"user:{ada.Account}", new(OfUser, TimeSpan.FromMinutes(5)));
        using var limited = await UntilRejectedAsync(() => browser.GetAsync("/about"), OfUser, counted: OfUser - 10 + 3);

        using var post = await browser.PostAsync("/posts", [.. form, ("text", "A long <b>thought"), ("content_warning", "about food"), ("visibility", "private")]);
        using var profile = await browser.PostAsync("/settings/profile", [.. form, ("name", "Ada"), ("bio", "Writes programs")]);
        using var elsewhere = await browser.PostRawAsync("/posts", "text=%ff");

        var html = await post.Content.ReadAsStringAsync();
        post.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        post.Headers.RetryAfter.ShouldNotBeNull();
        html.ShouldContain("A little slower, please");
        html.ShouldContain("A long &lt;b&gt;thought</textarea>");
        html.ShouldContain("about food</textarea>");
        html.ShouldContain("action=\"/posts\"");
        var returned = PageClient.HiddenFieldsIn(html, form => form.Contains("action=\"/posts\"", StringComparison.Ordinal)).ToList();
        returned.ShouldContain(("visibility", "private"));
        foreach (var field in form.Where(field => field.Name is not "__RequestVerificationToken"))
            returned.ShouldContain(field);
        (await profile.Content.ReadAsStringAsync()).ShouldContain("Writes programs</textarea>");
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Invented_tokens_share_the_count_of_their_address()
    {
        var number = 0;
        using var rejected = await UntilRejectedAsync(
            async () =>
            {
                using var client = _plaza.Client();
                client.DefaultRequestHeaders.Authorization = new("Bearer", $"invented{++number}");
                return await client.GetAsync("/api/v1/preferences");
            },
            OfOne);

        using var nobody = _plaza.Client();
        using var page = await nobody.GetAsync("/about");
        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await page.Content.ReadAsStringAsync()).ShouldContain("A little slower, please");
        page.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_rate_limits_no_request_is_rejected()
    {
        await using var plaza = await PlazaTestServer.StartAsync(("RateLimits:Enabled", "false"));
        var ada = await plaza.CreateAccountAsync("ada");
        using var client = plaza.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "invented");

        for (var request = 0; request <= OfOne; request++)
        {
            using var answer = await client.GetAsync("/api/v1/preferences");
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        await ada.Api.GetJsonAsync("/api/v1/preferences");
    }

    [Fact]
    public async Task Only_a_trusted_proxy_can_set_the_client_address()
    {
        var number = 0;
        using var rejected = await UntilRejectedAsync(
            async () =>
            {
                using var client = _plaza.Client();
                client.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.{++number % 250}");
                return await client.PostAsync("/login", null);
            },
            OfLogins);

        rejected.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Logins_sign_ups_and_deletions_have_limits_of_their_own()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var nobody = _plaza.Client();

        using var login = await UntilRejectedAsync(() => nobody.PostAsync("/login", null), OfLogins);
        using var signUp = await UntilRejectedAsync(() => nobody.PostAsync("/signup", null), OfSignUps);
        using var deletion = await UntilRejectedAsync(() => ada.Api.DeleteAsync("/api/v1/statuses/1"), OfDeletions);

        (await nobody.GetAsync("/login")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ada.Api.GetAsync("/api/v1/statuses/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync(("RateLimits:Enabled", "true"));

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    /// <returns>The first rejection; it must not come before <paramref name="most"/> requests, and must come within twice as many.</returns>
    private static async Task<HttpResponseMessage> UntilRejectedAsync(Func<Task<HttpResponseMessage>> ask, int most, int counted = 0)
    {
        for (var asked = 1; asked <= (2 * most) + 1; asked++)
        {
            var response = await ask();
            if (response.StatusCode is HttpStatusCode.TooManyRequests)
            {
                (asked + counted).ShouldBeGreaterThan(most);
                return response;
            }

            response.Dispose();
        }

        throw new ShouldAssertException($"More than {2 * most} requests were not refused.");
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static int Number(HttpResponseMessage response, string name) => int.Parse(Header(response, name), CultureInfo.InvariantCulture);
}
