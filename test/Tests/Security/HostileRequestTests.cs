using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Malformed and hostile requests get an error in plain words, and the server continues.</summary>
public sealed class HostileRequestTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private static readonly string[] Telltales = ["Exception", "   at ", "System.", "Microsoft.", "Plaza.Web", "Plaza.Api", "Plaza.Data", ".cs:line", "SQLite"];

    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = one.Person;

    public static TheoryData<string, string> Bodies => new()
    {
        { "application/x-www-form-urlencoded", "username=%ff%fe&password=%c0%af" },
        { "application/x-www-form-urlencoded", "username=a%00b&password=x" },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 5000).Select(number => $"f{number}=x")) },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Repeat("username=x", 5000)) },
        { "application/x-www-form-urlencoded", new string('n', 5000) + "=x" },
        { "application/x-www-form-urlencoded", "form" + string.Concat(Enumerable.Repeat("[a]", 500)) + "=x" },
        { "multipart/form-data", "x" },
        { "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nx" },
        { "application/json", """{"username":"ada"}""" },
        { "application/xml", """<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>""" },
        { "", "username=ada" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Bodies))]
    public async Task No_body_makes_the_server_fail_or_reveal_its_internals(string type, string body)
    {
        foreach (var path in (string[])["/login", "/signup", "/oauth/authorize", "/oauth/token", "/oauth/revoke", "/api/v1/apps"])
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var client = _plaza.Client();
            using var response = await client.PostAsync(path, content);
            ((int)response.StatusCode).ShouldBeInRange(300, 499, $"{type} to {path}");
            await ShouldKeepItsInsidesAsync(response);
        }

        await _plaza.ShouldBeHealthyAsync();
    }

    [Theory]
    [InlineData("/login?return=//evil.example")]
    [InlineData("/login?return=%00")]
    [InlineData("/login?return=%ff")]
    [InlineData("/tags/%ff")]
    [InlineData("/tags/%E2%80%AE")]
    [InlineData("/@%ff/1")]
    [InlineData("/@a'--/1")]
    [InlineData("/@ada/99999999999999999999")]
    [InlineData("/statistics?from=0001-01-01&to=9999-12-31")]
    [InlineData("/?max_id=-1")]
    [InlineData("/?max_id=%00")]
    [InlineData("/avatars/%ff.svg")]
    [InlineData("/confirm/x")]
    [InlineData("/oauth/authorize?client_id[]=x&redirect_uri=%00")]
    [InlineData("/api/v1/accounts/lookup?acct=%F0%9F%92%A9")]
    [InlineData("/api/v1/timelines/tag/%ff")]
    [InlineData("/api/v1/timelines/tag/'%20or%201=1--")]
    [InlineData("/api/v2/search?q='%25_%5C&type=accounts")]
    [InlineData("/api/v1/timelines/public?max_id=9223372036854775807&min_id=9223372036854775807&since_id=9223372036854775807&limit=-2147483649")]
    public async Task No_URL_makes_the_server_fail_or_reveal_its_internals(string path)
    {
        using var client = _plaza.Client();
        using var response = await client.GetAsync(path);

        ((int)response.StatusCode).ShouldBeLessThan(500);
        await ShouldKeepItsInsidesAsync(response);
        await _plaza.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task A_compressed_body_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[10_000_000]);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        using var response = await _ada.Api.PostAsync("/api/v1/statuses", content);

        (await response.JsonAsync(415)).Text("error").ShouldBe("Compressed bodies are not read");
    }

    [Theory]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("GET http://[/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n")]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /api/v1/apps HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nfffffffff\r\n")]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nfffffffff\r\n")]
    [InlineData("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort")]
    [InlineData("\u0016\u0003\u0001\r\n\r\n")]
    public async Task Malformed_requests_end_the_connection(string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _plaza.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        socket.Client.Shutdown(SocketShutdown.Send);

        var response = await WhatComesBackAsync(stream);

        response.ShouldNotStartWith("HTTP/1.1 500");
        Telltales.ShouldAllBe(telltale => !response.Contains(telltale, StringComparison.Ordinal));
        await _plaza.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task Too_many_headers_are_rejected()
    {
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Add("X-Long", new string('x', 20_000));

        using var response = await client.GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
        await _plaza.ShouldBeHealthyAsync();
    }

    /// <summary>A reset connection is a valid outcome too.</summary>
    private static async Task<string> WhatComesBackAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task ShouldKeepItsInsidesAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Telltales.ShouldAllBe(telltale => !body.Contains(telltale, StringComparison.Ordinal));
    }
}
