using Microsoft.Playwright;
using Plaza.Browser.Support;
using Plaza.Tests.Support;

namespace Plaza.Browser;

/// <summary>The admin page about the spaces, in a real browser.</summary>
public sealed class AdminTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_admin_replays_one_dead_letter_and_discards_another(bool script)
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var sleeper = new FailingSubscriber(plaza);
        sleeper.Miss(1);
        sleeper.Miss(2);
        await using var browser = await chromium.OpenAsync(plaza.Url, script);
        var page = await browser.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);

        await page.LogInAsync(await plaza.CreateAccountAsync("warden", isAdmin: true));
        await page.ClickAsync("nav >> text=Admin");
        page.Url.ShouldEndWith("/admin/spaces");
        await page.Locator("form[action$='/replay'] button").First.ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("was delivered again");
        await page.Locator("form[action$='/drop'] button").First.ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("was discarded");

        await Assertions.Expect(page.Locator("form[action$='/replay']")).ToHaveCountAsync(0);
        sleeper.Heard.ShouldBe([1]);
        said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1400, false)]
    [InlineData(1280, false)]
    [InlineData(900, false)]
    [InlineData(866, false)]
    [InlineData(390, false)]
    [InlineData(1400, true)]
    [InlineData(390, true)]
    public async Task The_page_about_the_spaces_fits_every_window(int width, bool isDark)
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        await SampleCommunity.SettleAsync(plaza);
        new FailingSubscriber(plaza).Miss(1, "Nobody woke up");
        await using var browser = await chromium.OpenAsync(plaza.Url, script: true, isPhone: false, isDark);
        var page = await browser.NewPageAsync();
        await page.SetViewportSizeAsync(width, 900);

        await page.LogInAsync(await plaza.CreateAccountAsync("warden", isAdmin: true));
        await page.GotoAsync("/admin/spaces");
        await page.KeepAsync($"admin-spaces-{width}-{(isDark ? "dark" : "light")}");

        await page.ShouldFitAsync();
        await Assertions.Expect(page.Locator("svg.flow")).ToBeVisibleAsync(new() { Visible = width >= 896 });
        await Assertions.Expect(page.GetByText("Nobody woke up").First).ToBeVisibleAsync();
        (await page.EvaluateAsync<string[]>(TextsWiderThanTheirBox)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>(WidthOfFirstColumn)).ShouldBeLessThanOrEqualTo(width * 6 / 10, "the counters are beside the names");
    }

    [Fact]
    public async Task The_current_tab_has_room_for_its_label_on_a_phone()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        await using var browser = await chromium.OpenAsync(plaza.Url, isPhone: true);
        var page = await browser.NewPageAsync();

        await page.LogInAsync(await plaza.CreateAccountAsync("warden", isAdmin: true));
        await page.GotoAsync("/notifications");

        var (tab, label) = (page.Locator(".nav-item [aria-current]"), page.Locator(".nav-item [aria-current] .word"));
        var room = (await tab.BoundingBoxAsync())!.Width - (await label.BoundingBoxAsync())!.Width;
        room.ShouldBeGreaterThanOrEqualTo(20);
        await page.ShouldFitAsync();
    }

    /// <summary>The texts of the drawing, where it is shown, that go beyond their box.</summary>
    private const string TextsWiderThanTheirBox =
        """
        () => [...document.querySelectorAll('svg.flow rect')].filter(box => box.getBBox().width > 0).flatMap(box => [...box.parentElement.querySelectorAll('text')]
            .filter(text => text.getBBox().x + text.getBBox().width > box.getBBox().x + box.getBBox().width - 4)
            .map(text => text.textContent))
        """;

    private const string WidthOfFirstColumn = "() => Math.round(document.querySelector('.flow-table tbody th').getBoundingClientRect().width)";
}
