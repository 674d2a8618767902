using System.Diagnostics;
using Plaza.Browser.Support;
using Plaza.Tests.Support;

namespace Plaza.Browser;

/// <summary>Pages as rendered by Lynx: without styles, each word is there once and separated from its neighbours.</summary>
public sealed class TextBrowserTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task Home_says_each_word_once_and_apart_from_its_neighbours()
    {
        await using var plaza = await PlazaTestServer.StartAsync(); // A server of its own: the hashtags of a week are read once a minute.
        var community = await SampleCommunity.SettleAsync(plaza);
        await community.Ada.Api.PostJsonAsync($"/api/v1/statuses/{community.Thread.Split('/')[^1]}/favourite");
        using var client = plaza.Client();
        var visitor = new PageClient(client);
        await visitor.LogInAsync(community.Ada.Handle, TestAccount.Password);

        var home = await DumpAsync((await visitor.ReadAsync("/home")).Html);

        home.ShouldContain("Reply 1");
        home.ShouldContain("Favourite (yours) 2");
        home.ShouldContain("Content warning: How the mystery ends");
        home.ShouldMatch(@"#bread \d+ post");
        foreach (var word in (string[])["Reply", "Favourite", "Boost"])
            home.ShouldNotContain(word + word);
        home.ShouldNotContain("so far");
    }

    [Fact]
    public async Task The_statistics_and_the_header_keep_neighbours_apart()
    {
        using var client = _plaza.Client();

        var page = await DumpAsync(await client.GetStringAsync("/statistics"));

        page.ShouldContain("Log in Sign up");
        page.ShouldMatch(@"\d+ [A-Z][a-z]{2} \d+ [A-Z][a-z]{2} \d+ [A-Z][a-z]{2}");
    }

    [Fact]
    public async Task New_notifications_are_called_new()
    {
        var community = await SampleCommunity.SettleAsync(_plaza);
        using var client = _plaza.Client();
        var visitor = new PageClient(client);
        await visitor.LogInAsync(community.Ada.Handle, TestAccount.Password);

        (await DumpAsync((await visitor.ReadAsync("/notifications")).Html)).ShouldContain("favourited your post new");
        (await DumpAsync((await visitor.ReadAsync("/notifications")).Html)).ShouldNotContain("favourited your post new");
    }

    /// <summary>The output of Lynx for a page, with runs of white space collapsed.</summary>
    private static async Task<string> DumpAsync(string html)
    {
        using var lynx = Process.Start(new ProcessStartInfo("lynx", ["-dump", "-stdin", "-nolist", "-width=200", "-assume_charset=utf-8", "-display_charset=utf-8"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        await lynx.StandardInput.WriteAsync(html);
        lynx.StandardInput.Close();
        var text = await lynx.StandardOutput.ReadToEndAsync();
        await lynx.WaitForExitAsync();
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
