using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Methods that a path does not accept, and preflight and health-check requests of browsers and proxies.</summary>
public sealed class MethodTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("POST", "/nothing")]
    [InlineData("PUT", "/nothing/of/this/name")]
    [InlineData("DELETE", "/tags")]
    [InlineData("OPTIONS", "/nothing")]
    [InlineData("POST", "/avatars/ada.gif")]
    [InlineData("POST", "/api/v1/nothing")]
    [InlineData("OPTIONS", "/api/v1/nothing")]
    [InlineData("POST", "/.well-known/nothing")]
    public async Task Where_there_is_nothing_every_method_is_404(string method, string path)
    {
        using var reply = await SendAsync(method, path);

        ((int)reply.StatusCode).ShouldBe(404);
        reply.Content.Headers.Allow.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "/", "GET, HEAD, OPTIONS")]
    [InlineData("PUT", "/login", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/@somebody", "GET, HEAD, OPTIONS")]
    [InlineData("PATCH", "/logout", "OPTIONS, POST")]
    [InlineData("GET", "/oauth/token", "OPTIONS, POST")]
    [InlineData("PUT", "/api/v1/statuses", "GET, HEAD, OPTIONS, POST")]
    [InlineData("DELETE", "/.well-known/nodeinfo", "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/avatars/ada.svg", "GET, HEAD, OPTIONS")]
    public async Task Where_there_are_other_methods_they_are_named(string method, string path, string allow)
    {
        using var reply = await SendAsync(method, path);

        ((int)reply.StatusCode).ShouldBe(405);
        string.Join(", ", reply.Content.Headers.Allow).ShouldBe(allow);
    }

    [Theory]
    [InlineData("/", "GET, HEAD, OPTIONS")]
    [InlineData("/login", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/@somebody", "GET, HEAD, OPTIONS")]
    [InlineData("/api/v1/timelines/home", "GET, HEAD, OPTIONS")]
    [InlineData("/oauth/authorize", "GET, HEAD, OPTIONS, POST")]
    public async Task Options_names_the_methods_of_a_path(string path, string allow)
    {
        using var reply = await SendAsync("OPTIONS", path);

        ((int)reply.StatusCode).ShouldBe(204);
        string.Join(", ", reply.Content.Headers.Allow).ShouldBe(allow);
        reply.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/nothing", 404)]
    [InlineData("DELETE", "/api/v1/timelines/home", 405)]
    [InlineData("GET", "/api/v1/timelines/home", 401)]
    [InlineData("GET", "/api", 404)]
    [InlineData("POST", "/api/v1/apps", 422)]
    [InlineData("GET", "/oauth/token", 405)]
    [InlineData("POST", "/oauth/token", 401)]
    [InlineData("GET", "/oauth/revoke", 405)]
    [InlineData("POST", "/.well-known/nodeinfo", 405)]
    [InlineData("GET", "/nodeinfo/9", 404)]
    public async Task A_web_app_elsewhere_may_send_every_request_to_the_API_and_read_the_error(string method, string path, int status)
    {
        using var preflight = await SendAsync("OPTIONS", path, ("Origin", "https://app.example"), ("Access-Control-Request-Method", method));
        using var reply = await SendAsync(method, path, ("Origin", "https://app.example"));

        ((int)preflight.StatusCode).ShouldBe(204);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        preflight.Headers.GetValues("Access-Control-Allow-Methods").Single().Split(',').ShouldContain(method);
        preflight.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Authorization");
        ((int)reply.StatusCode).ShouldBe(status);
        reply.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        reply.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task A_web_app_elsewhere_can_read_that_a_body_was_too_large()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statuses") { Content = new ByteArrayContent(new byte[300_000]) };
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Authorization", $"Bearer {one.Person.Token}");

        using var reply = await _plaza.Client().SendAsync(request);

        ((int)reply.StatusCode).ShouldBe(413);
        reply.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/nothing")]
    [InlineData("/oauth/authorize")]
    [InlineData("/plaza.css")]
    [InlineData("/health")]
    [InlineData("/apiary")]
    public async Task Nothing_else_may_be_read_by_other_sites(string path)
    {
        using var preflight = await SendAsync("OPTIONS", path, ("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"));
        using var reply = await SendAsync("GET", path, ("Origin", "https://app.example"));

        foreach (var response in (HttpResponseMessage[])[preflight, reply])
            response.Headers.ShouldAllBe(header => !header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var client = _plaza.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        return await client.SendAsync(request);
    }
}
