using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Http.Forwarding;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>
/// The client address of a request that came through trusted proxies: the first address from the right that is not a trusted proxy.
/// </summary>
public sealed class ForwardedClientTests : IAsyncLifetime
{
    private PlazaTestServer _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync(
        new StoppedClock(), ("RateLimits:Enabled", "true"), ("Server:TrustedProxies", "127.0.0.1, 10.0.0.0/8\t192.168.7.9/24 ::ffff:172.16.0.1,fd00::/8"));

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    /// <remarks>Header lines are separated by a bar.</remarks>
    [Theory]
    [InlineData("198.51.100.3, 10.1.1.1", "10.9.9.9, 198.51.100.3")]
    [InlineData("1.1.1.1, 198.51.100.4", "2.2.2.2, 198.51.100.4")]
    [InlineData("198.51.100.5", "198.51.100.5, 10.1.1.1, fd00::1, 192.168.7.200, 172.16.0.1")]
    [InlineData("198.51.100.6", "203.0.113.1|198.51.100.6|10.1.1.1")]
    [InlineData("198.51.100.7", "::ffff:198.51.100.7, ::ffff:10.0.0.7")]
    [InlineData("198.51.100.8", "198.51.100.8:4711")]
    [InlineData("[2001:db8:1::1]:4711", "2001:db8:1::2")]
    [InlineData("10.1.1.1, 10.2.2.2", "10.1.1.1")]
    [InlineData("203.0.113.1, nonsense", "203.0.113.2, nonsense")]
    [InlineData("203.0.113.1, unknown, 10.1.2.3", "203.0.113.2, _hidden, 10.1.2.3")]
    public async Task The_same_client_has_one_count(string first, string second) =>
        (await RemainingAsync(first), await RemainingAsync(second)).ShouldBe((299, 298));

    [Theory]
    [InlineData("198.51.100.3, 10.1.1.1", "198.51.100.4, 10.1.1.1")]
    [InlineData("198.51.100.5, 203.0.113.1", "198.51.100.5, 203.0.113.2")]
    [InlineData("2001:db8:2::1", "2001:db8:3::1")]
    public async Task Different_clients_are_counted_apart(string first, string second) =>
        (await RemainingAsync(first), await RemainingAsync(second)).ShouldBe((299, 299));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("unix", null, true)]
    [InlineData("unix", "127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.200.3.4", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.0.0.1", false)]
    public void A_peer_is_trusted_by_its_address_or_because_it_uses_a_socket(string setting, string? peer, bool isTrusted) =>
        new TrustedProxies(Options.Create(new ServerOptions { TrustedProxies = setting })).Contains(peer is null ? null : IPAddress.Parse(peer)).ShouldBe(isTrusted);

    [Fact]
    public async Task A_proxy_that_is_not_trusted_is_logged_once()
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:TrustedProxies", "10.0.0.1"), ("Logging:LogLevel:Default", "Warning"));
        using var log = new RecordingLoggerProvider();
        plaza.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        await RequestAsync(plaza);
        await RequestAsync(plaza);

        log.Lines.Count(line => line.Contains("127.0.0.1, which is not a trusted proxy", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_trusted_proxy_is_not_logged()
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:TrustedProxies", "127.0.0.1"), ("Logging:LogLevel:Default", "Warning"));
        using var log = new RecordingLoggerProvider();
        plaza.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        await RequestAsync(plaza);

        log.Lines.ShouldNotContain(line => line.Contains("trusted proxy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.SeeOther)]
    [InlineData("10.0.0.1", HttpStatusCode.Forbidden)]
    public async Task The_scheme_that_a_trusted_proxy_names_is_that_of_the_page_from_which_a_form_is_sent(string trusted, HttpStatusCode status)
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:TrustedProxies", trusted));
        var ada = await plaza.CreateAccountAsync();
        using var browser = new PageClient(plaza);
        using var page = await browser.GetAsync("/login");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Headers = { { "Cookie", browser.Cookies }, { "Origin", $"https://{plaza.Url.Authority}" }, { "X-Forwarded-Proto", "https" } },
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", PageClient.FormTokenIn(await page.Content.ReadAsStringAsync())), new("username", ada.Handle), new("password", TestAccount.Password),
            ]),
        };
        using var client = plaza.Client();

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
    }

    private static async Task RequestAsync(PlazaTestServer plaza)
    {
        using var client = plaza.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.3");
        (await client.GetAsync("/about")).Dispose();
    }

    private async Task<int> RemainingAsync(string forwardedFor)
    {
        using var client = _plaza.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.Add("X-Forwarded-For", forwardedFor.Split('|'));
        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return int.Parse(response.Headers.GetValues("X-RateLimit-Remaining").Single(), null);
    }
}
