using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The public URL: normalized as the base of all links, or the start fails.</summary>
[Trait("Speed", "slow")]
public sealed class PublicUrlTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("https://example.org?x=1")]
    [InlineData("https://example.org/?")]
    [InlineData("https://example.org#top")]
    [InlineData("https://example.org/plaza")]
    [InlineData("https://example.org/ä")]
    [InlineData("https://example.org//")]
    [InlineData("https://ada:hunter2@example.org")]
    [InlineData("https://hunter2@example.org/")]
    [InlineData("ftp://example.org")]
    [InlineData("example.org")]
    [InlineData("//example.org")]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https://exa mple.org")]
    [InlineData("https://-example.org")]
    [InlineData("https://example..org")]
    [InlineData("https://example.org:0")]
    [InlineData("https://example.org:99999")]
    [InlineData("https://example.org:port")]
    [InlineData("https://*")]
    [InlineData("http://+:5080")]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://0:5080")]
    [InlineData("http://0x0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://[0:0:0:0:0:0:0:0]")]
    [InlineData("http://[::ffff:0.0.0.0]")]
    [InlineData("http://unix:/run/plaza.sock")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://example.org\nhttps://example.com")]
    public async Task An_invalid_public_URL_is_rejected_in_one_sentence_that_does_not_repeat_it(string value)
    {
        var run = await PlazaProgram.RunAsync(["--data", _folder.Path, "--urls", "http://127.0.0.1:0"], [("PLAZA__SERVER__PUBLICURL", value)]);

        var sentence = run.ShouldEndWith(1).Error.Trim();
        sentence.ShouldContain("PLAZA__SERVER__PUBLICURL");
        sentence.ShouldNotContain("hunter2");
        sentence.ShouldNotContain("Options");
        sentence.Split('\n').Length.ShouldBe(1, sentence);
    }

    [Theory]
    [InlineData("http://0.0.0.0:{0}")]
    [InlineData("http://0:{0}")]
    [InlineData("http://00.0:{0}")]
    [InlineData("http://[::]:{0}")]
    [InlineData("http://[0::0]:{0}")]
    [InlineData("http://*:{0}")]
    [InlineData("http://+:{0}")]
    [InlineData("HTTP://0.0.0.0:{0}/")]
    [InlineData("http://127.0.0.1:0")]
    public async Task A_wildcard_listen_address_needs_a_public_URL(string urls)
    {
        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", string.Format(null, urls, PlazaTestServer.FreePort()));

        var sentence = run.ShouldEndWith(1).Error.Trim();
        sentence.ShouldContain("PLAZA__SERVER__PUBLICURL");
        sentence.Split('\n').Length.ShouldBe(1, sentence);
    }

    [Theory]
    [InlineData("https://plaza.example", "", true)]
    [InlineData("https://plaza.example", "127.0.0.1", false)]
    [InlineData("https://plaza.example", "unix", false)]
    [InlineData("http://plaza.example", "", false)]
    public async Task A_server_behind_TLS_that_trusts_no_proxy_says_so_at_the_start(string url, string trusted, bool isSaid)
    {
        await using var server = await ServerProcess.StartAsync(_folder, ("PLAZA__SERVER__PUBLICURL", url), ("PLAZA__SERVER__TRUSTEDPROXIES", trusted));

        await server.SaysAsync("Plaza serves");
        server.Said.Contains("no proxy is trusted", StringComparison.Ordinal).ShouldBe(isSaid, server.Said);
    }

    [Theory]
    [InlineData(" https://Example.ORG/ ", "https://example.org")]
    [InlineData("https://example.org:443", "https://example.org")]
    [InlineData("http://example.org:80/", "http://example.org")]
    [InlineData("http://example.org:8080", "http://example.org:8080")]
    [InlineData("https://bücher.test", "https://xn--bcher-kva.test")]
    [InlineData("https://BÜCHER.test:8443/", "https://xn--bcher-kva.test:8443")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080")]
    [InlineData("http://[2001:DB8:0::1]/", "http://[2001:db8::1]")]
    [InlineData("http://192.0.2.1:5080", "http://192.0.2.1:5080")]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    public async Task A_valid_public_URL_is_normalized_and_starts_all_links(string value, string clean)
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:PublicUrl", value));
        var ada = await plaza.CreateAccountAsync();
        var domain = new Uri(clean).Authority;

        var post = await ada.Api.PostJsonAsync("/api/v1/statuses", new { status = $"#tag @{ada.Handle}@{new Uri(clean).Host}" });
        post["url"]!.ToString().ShouldStartWith($"{clean}/@");
        post["content"]!.ToString().ShouldContain($"href=\"{clean}/tags/tag\"");
        if (!clean.Contains('[', StringComparison.Ordinal)) // Only names and IPv4 can be written in a mention.
            post["content"]!.ToString().ShouldContain($"href=\"{clean}/@{ada.Handle}\"");
        (await ada.Api.GetJsonAsync("/api/v2/instance"))["domain"]!.ToString().ShouldBe(domain);
        (await ada.Api.GetJsonAsync("/.well-known/oauth-authorization-server"))["issuer"]!.ToString().TrimEnd('/').ShouldBe(clean);

        foreach (var path in (string[])["/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/timelines/tag/tag", "/api/v1/notifications"])
        {
            using var page = await ada.Api.GetAsync($"{path}?limit=1");
            page.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, path);
            if (page.Headers.TryGetValues("Link", out var links))
                links.ShouldAllBe(link => link.StartsWith($"<{clean}/api/", StringComparison.Ordinal));
        }

        foreach (var path in (string[])["/", $"/@{ada.Handle}", $"/@{ada.Handle}/{post["id"]}", "/tags/tag", "/about", "/login", "/signup", "/nodeinfo/2.0", "/api/v1/instance"])
        {
            using var client = plaza.Client();
            using var page = await client.GetAsync(path);
            page.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, path);
        }
    }
}
