using System.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Headers of every response, whatever the request and its outcome.</summary>
public sealed class HeaderTests(SharedServerFixture shared, OAuthFixture fixture) : IClassFixture<OAuthFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;

    public static TheoryData<string, int> Answers => new()
    {
        { "GET /", 200 },
        { "GET /login", 200 },
        { "GET /plaza.css", 200 },
        { "GET /icon.svg", 200 },
        { "HEAD /", 200 },
        { "GET /nothing/of/this/name", 404 },
        { "GET /@nobody_of_this_name", 404 },
        { "GET /home", 303 },
        { "POST /login", 403 },
        { "PUT /login", 405 },
        { "GET /health", 200 },
        { "GET /readyz", 200 },
        { "GET /api/v2/instance", 200 },
        { "GET /api/v1/nothing", 404 },
        { "GET /api/v1/timelines/home", 401 },
        { "PUT /api/v1/timelines/home", 405 },
        { "GET /.well-known/nodeinfo", 200 },
        { "POST /oauth/token", 401 },
        { "GET /oauth/authorize", 303 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_response_has_the_security_headers(string request, int status)
    {
        using var client = _plaza.Client();
        using var asked = new HttpRequestMessage(new HttpMethod(request.Split(' ')[0]), request.Split(' ')[1]);

        using var reply = await client.SendAsync(asked);

        ((int)reply.StatusCode).ShouldBe(status);
        ShouldBeSafe(reply);
    }

    [Theory]
    [InlineData("/api/v1/statuses")]
    [InlineData("/login")]
    public async Task A_body_that_is_too_large_is_no_exception(string path)
    {
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Authorization = path is "/login" ? null : new("Bearer", fixture.Ada.Token);

        using var reply = await client.PostAsync(path, new StringContent("status=" + new string('x', 300_000), Encoding.UTF8, "application/x-www-form-urlencoded"));

        ((int)reply.StatusCode).ShouldBe(413);
        ShouldBeSafe(reply);
        await _plaza.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task Pages_run_no_inline_script_and_none_of_other_sites()
    {
        using var page = await _plaza.Client().GetAsync("/");

        var policy = Header(page, "Content-Security-Policy").Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldContain("form-action 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldAllBe(directive => !directive.Contains("unsafe", StringComparison.Ordinal) && !directive.Contains('*', StringComparison.Ordinal));
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldNotContain("<style");
        html.ShouldNotContain(" style=\"");
        html.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("/api/v1/timelines/home")]
    [InlineData("/api/v1/timelines/public")]
    [InlineData("/api/v1/accounts/verify_credentials")]
    [InlineData("/api/v1/nothing")]
    public async Task Responses_to_a_token_are_not_cached(string path)
    {
        using var reply = await fixture.Ada.Api.GetAsync(path);

        reply.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        reply.Headers.Vary.ShouldContain("Authorization");
    }

    [Fact]
    public async Task Pages_of_logged_in_users_are_not_cached()
    {
        using var home = await fixture.LoginSession.Browser.GetAsync("/home");

        home.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        ShouldBeSafe(home);
    }

    [Fact]
    public async Task Requests_have_different_ids()
    {
        using var client = _plaza.Client();

        Header(await client.GetAsync("/health"), "X-Request-Id").ShouldNotBe(Header(await client.GetAsync("/health"), "X-Request-Id"));
    }

    private static void ShouldBeSafe(HttpResponseMessage reply)
    {
        Header(reply, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(reply, "X-Frame-Options").ShouldBe("DENY");
        Header(reply, "Referrer-Policy").ShouldBe("same-origin");
        Header(reply, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        reply.Headers.Contains("Cross-Origin-Resource-Policy").ShouldBeTrue();
        reply.Headers.Contains("Permissions-Policy").ShouldBeTrue();
        Header(reply, "Content-Security-Policy").ShouldContain("default-src 'none'");
        Header(reply, "X-Request-Id").ShouldNotBeEmpty();
        reply.Headers.Contains("Server").ShouldBeFalse();
        reply.Headers.Contains("X-Powered-By").ShouldBeFalse();
    }

    private static string Header(HttpResponseMessage reply, string name) => reply.Headers.GetValues(name).Single();
}
