using System.Diagnostics;
using Plaza.Browser.Support;
using Plaza.Tests.Support;

namespace Plaza.Browser;

/// <summary>Mastodon clients log in, post and read. Consent is given in a real browser.</summary>
public sealed class RealClientTests(SharedServerFixture shared, Chromium chromium)
{
    private static readonly string Clients = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../test/Browser/Clients"));

    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task Mastodon_py_signs_in_posts_and_reads() =>
        await SignInPostAndReadAsync(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Clients, "mastodon_py.py"), _plaza.Url.ToString()]));

    [Fact]
    public async Task Masto_js_signs_in_posts_and_reads() =>
        await SignInPostAndReadAsync(new ProcessStartInfo("node", [Path.Combine(Clients, "masto.mjs"), _plaza.Url.ToString()]));

    [Fact]
    public async Task Toot_signs_in_posts_and_reads()
    {
        var ada = await _plaza.CreateAccountAsync("toot");
        var home = Directory.CreateTempSubdirectory("toot-").FullName;

        using (var login = Client.Start(Toot(home, "login", "-i", _plaza.Url.Authority, "--disable-https")))
        {
            var address = await login.ReadUntilAsync(line => line.StartsWith("http", StringComparison.Ordinal));
            await using var browser = await chromium.OpenAsync(_plaza.Url);
            await login.SayAsync("n");
            await login.SayAsync(await browser.ConsentAsync(address, ada));
            await login.EndAsync();
        }

        await RunAsync(Toot(home, "post", "Written with toot"));
        (await RunAsync(Toot(home, "timeline", "--once", "--no-color"))).ShouldContain("Written with toot");
        (await RunAsync(Toot(home, "whoami", "--no-color"))).ShouldContain(ada.Handle);
    }

    /// <summary>The scripts print a URL, read the code, post, read the home timeline, and print it.</summary>
    private async Task SignInPostAndReadAsync(ProcessStartInfo script)
    {
        var ada = await _plaza.CreateAccountAsync("client");
        using var client = Client.Start(script);
        var address = await client.ReadUntilAsync(line => line.StartsWith("http", StringComparison.Ordinal));
        await using var browser = await chromium.OpenAsync(_plaza.Url);

        await client.SayAsync(await browser.ConsentAsync(address, ada));
        var said = await client.EndAsync();

        said.ShouldContain($"signed in as {ada.Handle}");
        said.ShouldContain("home: Written by a real client");
        said.ShouldContain("paged: 3 posts on 2 pages");
    }

    private static ProcessStartInfo Toot(string home, params string[] args) =>
        new("/usr/bin/toot", args) { Environment = { ["XDG_CONFIG_HOME"] = home, ["HOME"] = home } };

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var client = Client.Start(start);
        return await client.EndAsync();
    }
}
