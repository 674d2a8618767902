using System.Net;
using System.Text;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>What all pages have in common, and who stands on them.</summary>
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

        using var answer = await client.PostAsync("/login", body);

        answer.StatusCode.ShouldBe(expected);
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

        using var answer = await client.GetAsync(path);

        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe([policy]);
    }

    [Fact]
    public async Task Who_is_suspended_stands_on_no_list_of_favourites_or_boosts()
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
