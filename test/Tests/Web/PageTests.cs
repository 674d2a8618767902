using System.Net;
using System.Text;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Posts;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>Properties of all pages, and the accounts shown on them.</summary>
public sealed class PageTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=\"utf-16\"", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=b; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=\"UTF-8\"", HttpStatusCode.Forbidden)]
    public async Task A_form_is_read_in_UTF8_alone(string type, HttpStatusCode expected)
    {
        using var client = _plaza.Client();
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes("username=ada"));
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await client.PostAsync("/login", body);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/", "same-origin")]
    [InlineData("/home", "same-origin")]
    [InlineData("/settings", "same-origin")]
    [InlineData("/nowhere/at/all", "same-origin")]
    [InlineData("/apiary", "same-origin")]
    [InlineData("/plaza.css", "cross-origin")]
    [InlineData("/icon.svg", "cross-origin")]
    [InlineData("/avatars/ada.svg", "cross-origin")]
    [InlineData("/api/v2/instance", "cross-origin")]
    [InlineData("/.well-known/nodeinfo", "cross-origin")]
    [InlineData("/nodeinfo/2.0", "cross-origin")]
    public async Task Other_sites_may_show_what_is_for_all_and_nothing_else(string path, string policy)
    {
        using var client = _plaza.Client();

        using var response = await client.GetAsync(path);

        response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe([policy]);
    }

    [Fact]
    public async Task An_admin_reads_on_the_profile_of_a_suspended_account_why_its_posts_are_missing()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var admin = await LoginSession.AsAsync(_plaza, await _plaza.CreateAccountAsync("warden", isAdmin: true));
        await ada.WriteAsync("hello");
        await _plaza.AskAsync(new SuspendAccount(ada.Account));

        var (_, html) = await admin.Browser.ReadAsync($"/@{ada.Handle}");

        html.ShouldNotContain("No posts yet");
        html.ShouldContain("<h2>This account is suspended</h2>");
    }

    [Fact]
    public async Task The_footer_leads_to_a_page_about_the_API_of_this_server()
    {
        using var client = _plaza.Client();
        (await client.GetStringAsync("/")).ShouldContain("<a href=\"/about/api\">API</a>");

        var html = await client.GetStringAsync("/about/api");

        html.ShouldContain($"{_plaza.Url.ToString().TrimEnd('/')}/api/v1/timelines/public");
        html.ShouldContain("/settings/apps/new");
        using var example = await client.GetAsync("/api/v1/timelines/public");
        example.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_script_counts_characters_with_the_limits_that_the_page_gives_it()
    {
        using var login = await LoginSession.AsAsync(_plaza, await _plaza.CreateAccountAsync("ada"));
        using var client = _plaza.Client();

        var (_, html) = await login.Browser.ReadAsync("/home");
        var script = await client.GetStringAsync("/plaza.js");

        html.ShouldContain($"data-count=\"{PostLimits.MaxCharacters}\" data-count-link=\"{PostLimits.CharactersPerLink}\"");
        script.ShouldContain("dataset.countLink");
        script.ShouldNotContain($"{PostLimits.CharactersPerLink}");
    }

    [Fact]
    public async Task Suspended_accounts_are_on_no_list_of_favourites_or_boosts()
    {
        var (ada, bob, eve) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"), await _plaza.CreateAccountAsync("eve"));
        var post = (await ada.WriteAsync("hello")).Id;
        foreach (var person in (TestAccount[])[bob, eve])
        {
            await person.FavouriteAsync(post);
            await person.BoostAsync(post);
        }

        await _plaza.AskAsync(new SuspendAccount(eve.Account));

        using var client = _plaza.Client();
        foreach (var list in (string[])["favourites", "boosts"])
        {
            var html = await client.GetStringAsync($"/@{ada.Handle}/{post}/{list}");
            html.ShouldContain($"@{bob.Handle}");
            html.ShouldNotContain($"@{eve.Handle}");
        }
    }
}
