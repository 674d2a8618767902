using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Which client a request behind trusted proxies counts for: the first address from the right that is no trusted proxy.</summary>
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

    private async Task<int> RemainingAsync(string forwardedFor)
    {
        using var client = _plaza.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.Add("X-Forwarded-For", forwardedFor.Split('|'));
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return int.Parse(answer.Headers.GetValues("X-RateLimit-Remaining").Single(), null);
    }
}
