using System.Globalization;
using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Limits in fixed windows. A window may end while a test counts, so a test counts on at the most once.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private const int OfOne = 300;
    private const int OfUser = 1500;
    private const int OfLogins = 25;
    private const int OfSignUps = 5;
    private const int OfDeletions = 30;

    private PlazaTestServer _plaza = null!;

    [Fact]
    public async Task Answers_say_how_many_requests_are_left_and_when_the_count_starts_anew()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        using var first = await ada.Api.GetAsync("/api/v1/timelines/home");
        using var second = await ada.Api.GetAsync("/api/v1/nothing");

        Header(first, "X-RateLimit-Limit").ShouldBe("300");
        Number(second, "X-RateLimit-Remaining").ShouldBeLessThan(OfOne);
        Header(first, "X-RateLimit-Reset").ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_others_are_not_held_up()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));

        using var refused = await UntilRejectedAsync(() => ada.Api.GetAsync("/api/v1/preferences"), OfOne);

        (await refused.JsonAsync(429)).ToJsonString().ShouldBe("""{"error":"Too many requests"}""");
        Header(refused, "X-RateLimit-Remaining").ShouldBe("0");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 300);
        using var other = await bob.Api.GetAsync("/api/v1/preferences");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        await _plaza.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task A_client_in_a_browser_can_read_that_it_was_too_much()
    {
        using var nobody = _plaza.Client();
        nobody.DefaultRequestHeaders.Add("Origin", "https://client.example");

        using var refused = await UntilRejectedAsync(() => nobody.GetAsync("/api/v1/custom_emojis"), OfOne);

        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        refused.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("X-RateLimit-Reset");
        refused.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_post_and_a_profile_sent_over_the_limit_come_back_to_be_sent_later()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var browser = new Browser(_plaza);
        using var loggedIn = await browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));
        using var home = await browser.GetAsync("/home");
        var form = Browser.HiddenFieldsIn(await home.Content.ReadAsStringAsync(), form => form.Contains("action=\"/posts\"", StringComparison.Ordinal)).ToArray();
        using var limited = await UntilRejectedAsync(() => browser.GetAsync("/about"), OfUser, counted: 3);

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
        var returned = Browser.HiddenFieldsIn(html, form => form.Contains("action=\"/posts\"", StringComparison.Ordinal)).ToList();
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
        using var refused = await UntilRejectedAsync(
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
    public async Task Nobody_but_a_trusted_proxy_names_another_address()
    {
        var number = 0;
        using var refused = await UntilRejectedAsync(
            async () =>
            {
                using var client = _plaza.Client();
                client.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.{++number % 250}");
                return await client.PostAsync("/login", null);
            },
            OfLogins);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
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

    /// <returns>The first refusal; it must not come before <paramref name="most"/> requests, and must come within twice as many.</returns>
    private static async Task<HttpResponseMessage> UntilRejectedAsync(Func<Task<HttpResponseMessage>> ask, int most, int counted = 0)
    {
        for (var asked = 1; asked <= (2 * most) + 1; asked++)
        {
            var answer = await ask();
            if (answer.StatusCode is HttpStatusCode.TooManyRequests)
            {
                (asked + counted).ShouldBeGreaterThan(most);
                return answer;
            }

            answer.Dispose();
        }

        throw new ShouldAssertException($"More than {2 * most} requests were not refused.");
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static int Number(HttpResponseMessage answer, string name) => int.Parse(Header(answer, name), CultureInfo.InvariantCulture);
}
