using System.Net;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Plans;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>The look-up of the caller of a request, on a server whose rate limit windows do not end.</summary>
public sealed class CallerLookupTests : IAsyncLifetime
{
    private const int PerAddress = 300;

    private PlazaTestServer _plaza = null!;
    private SqlRecorder _sql = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = MigratedDatabase.NewFolder();
        _sql = new(folder); // Before the first query: EF Core caches for a second that nothing observes its commands.
        _plaza = await PlazaTestServer.StartAsync(folder, new StoppedClock(), ("RateLimits:Enabled", "true"));
    }

    public async ValueTask DisposeAsync()
    {
        await _plaza.DisposeAsync();
        _sql.Dispose();
    }

    [Theory]
    [InlineData("Authorization", "Bearer {0}", "/api/v1/accounts/verify_credentials", "t.hash = @hash")]
    [InlineData("Authorization", "Bearer {0}", "/api/v1/timelines/public", "t.hash = @hash")]
    [InlineData("Cookie", "plaza={0}", "/about", "s.hash = @hash")]
    public async Task Invented_secrets_reach_the_database_once_a_request_and_only_until_their_address_is_limited(string header, string value, string path, string lookup)
    {
        var before = _sql.CountOf(lookup);
        var first = await AskAsync("first");
        var afterOne = _sql.CountOf(lookup) - before;

        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 2 * PerAddress; number++)
            statuses.Add(await AskAsync($"invented{number}"));

        first.ShouldNotBe(HttpStatusCode.TooManyRequests);
        afterOne.ShouldBe(1);
        (_sql.CountOf(lookup) - before).ShouldBe(PerAddress);
        statuses.Count(status => status is HttpStatusCode.TooManyRequests).ShouldBe(PerAddress + 1);

        async Task<HttpStatusCode> AskAsync(string secret)
        {
            using var client = _plaza.Client();
            client.DefaultRequestHeaders.TryAddWithoutValidation(header, string.Format(null, value, secret));
            using var response = await client.GetAsync(path);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer {0}", "/api/v1/timelines/public", "t.hash = @hash", HttpStatusCode.Unauthorized)]
    [InlineData("Cookie", "plaza={0}", "/about", "s.hash = @hash", HttpStatusCode.OK)]
    public async Task A_secret_longer_than_any_of_this_server_is_not_looked_up(string header, string value, string path, string lookup, HttpStatusCode status)
    {
        var before = _sql.CountOf(lookup);
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, string.Format(null, value, new string('x', 600)));

        using var answer = await client.GetAsync(path);

        answer.StatusCode.ShouldBe(status);
        _sql.CountOf(lookup).ShouldBe(before);
    }

    [Fact]
    public async Task Look_ups_that_failed_do_not_count_against_those_who_call_from_the_same_address_later()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var stranger = _plaza.Client();
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", "unknown");
        _plaza.Folder.Tamper("alter table tokens rename to tokens_away");
        for (var number = 0; number <= PerAddress; number++)
            (await stranger.GetAsync("/api/v1/accounts/verify_credentials")).Dispose();
        _plaza.Folder.Tamper("alter table tokens_away rename to tokens");

        using var verified = await ada.Api.GetAsync("/api/v1/accounts/verify_credentials");

        verified.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Callers_with_good_tokens_are_never_limited_by_their_address()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var client = _plaza.Client();

        for (var number = 0; number <= PerAddress; number++)
        {
            var token = await _plaza.AskAsync(new IssueToken(ada.Account, "read"));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/timelines/public") { Headers = { { "Authorization", $"Bearer {token.Secret}" } } };
            using var response = await client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_logged_in_user_is_not_limited_by_others_at_the_same_address()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var browser = await LoginSession.AsAsync(_plaza, ada);
        using var anonymous = _plaza.Client();
        for (var number = 0; number <= PerAddress; number++)
            (await anonymous.GetAsync("/about")).Dispose();

        using var limited = await anonymous.GetAsync("/about");
        using var home = await browser.Browser.GetAsync("/home");
        using var verified = await ada.Api.GetAsync("/api/v1/accounts/verify_credentials");

        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        home.StatusCode.ShouldBe(HttpStatusCode.OK);
        home.Headers.GetValues("X-RateLimit-Limit").ShouldBe(["1500"]);
        verified.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_database_that_cannot_say_who_calls_is_503_in_the_form_of_each_door()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var browser = new HttpClient { BaseAddress = _plaza.Url };
        browser.DefaultRequestHeaders.Add("Cookie", "plaza=unknown");
        _plaza.Folder.Tamper("alter table tokens rename to tokens_away; alter table sessions rename to sessions_away");

        using var api = await ada.Api.GetAsync("/api/v1/accounts/verify_credentials");
        using var page = await browser.GetAsync("/about");

        _plaza.Folder.Tamper("alter table tokens_away rename to tokens; alter table sessions_away rename to sessions");
        (await api.JsonAsync(503))["error"]!.ToString().ShouldStartWith("The server is not available");
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }
}
