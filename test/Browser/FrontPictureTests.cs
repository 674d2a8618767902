using Microsoft.Playwright;
using Plaza.Browser.Support;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Browser;

/// <summary>Renders <c>docs/front.png</c>, the picture in the README, to <c>artifacts/screenshots/front.png</c>.</summary>
public sealed class FrontPictureTests(Chromium chromium)
{
    [Fact]
    public async Task The_front_page_is_rendered_for_the_README()
    {
        var clock = new VirtualTimeProvider();
        await using var plaza = await PlazaTestServer.StartAsync(clock);
        await WriteAsync(plaza, clock);
        await using var browser = await chromium.OpenAsync(plaza.Url);
        var page = await browser.NewPageAsync();
        await page.SetViewportSizeAsync(1200, 1000);

        await page.GotoAsync("/");

        await Assertions.Expect(page.Locator(".post")).ToHaveCountAsync(6);
        await page.ScreenshotAsync(new() { Path = Screenshots.PathOf("front") });
    }

    private static async Task WriteAsync(PlazaTestServer plaza, VirtualTimeProvider clock)
    {
        var ada = await SignUpAsync(plaza, "ada", "Ada Morgenstern");
        var bruno = await SignUpAsync(plaza, "bruno", "Bruno 🌿");
        var chiyo = await SignUpAsync(plaza, "chiyo", "千代");

        await PostAsync(bruno, "The first tomatoes are red. I left a basket by the fountain: help yourselves. #garden #tomatoes", TimeSpan.FromHours(5));
        await PostAsync(chiyo, "古池や蛙飛びこむ水の音 #haiku", TimeSpan.FromHours(2));
        var loaf = await PostAsync(ada, "A loaf with rye and caraway, still warm. @bruno, yours is on the sill. #bread", TimeSpan.FromMinutes(14));
        await PostAsync(bruno, "@ada I can smell it from here. Thank you!", TimeSpan.FromMinutes(9), loaf);
        await PostAsync(chiyo, "@ada @bruno leave me a slice, please", TimeSpan.FromMinutes(21), loaf);
        await PostAsync(ada, "Market day tomorrow. Who brings the music? #market", TimeSpan.FromMinutes(3));
        foreach (var reader in (AccountId[])[bruno, chiyo])
            await plaza.AskAsync(new FavouritePost(reader, loaf));
        await plaza.QuietAsync();

        async Task<PostId> PostAsync(AccountId author, string text, TimeSpan until, PostId? parent = null)
        {
            var post = await plaza.AskAsync(new PublishPost(author, text, Visibility.Public) { InReplyTo = parent });
            clock.Advance(until);
            return post;
        }
    }

    private static async Task<AccountId> SignUpAsync(PlazaTestServer plaza, string handle, string name)
    {
        var account = await plaza.AskAsync(new SignUp(handle, $"{handle}@example.org", TestAccount.Password) { ByOperator = true });
        await plaza.AskAsync(new UpdateProfile(account, name, null));
        return account;
    }
}
