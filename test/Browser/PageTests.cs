using Plaza.Browser.Support;
using Plaza.Tests.Support;

namespace Plaza.Browser;

/// <summary>Every page, wide and narrow, light and dark. Nothing may overflow; the screenshots are for reviewers.</summary>
public sealed class PageTests(SharedServerFixture shared, Chromium chromium)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_page_fits_its_window_and_is_accessible(bool isPhone, bool isDark)
    {
        var community = await SampleCommunity.SettleAsync(_plaza);
        await using var browser = await chromium.OpenAsync(_plaza.Url, script: true, isPhone, isDark);
        var page = await browser.NewPageAsync();
        var form = $"{(isPhone ? "narrow" : "wide")}-{(isDark ? "dark" : "light")}";

        foreach (var (name, path) in community.PublicPages)
            await LookAsync($"{form}-visitor-{name}", path);

        await page.LogInAsync(community.Ada);
        foreach (var (name, path) in community.OwnPages)
            await LookAsync($"{form}-{name}", path);

        async Task LookAsync(string name, string path)
        {
            await page.GotoAsync(path);
            await page.KeepAsync(name);
            await page.ShouldFitAsync();
            if (isPhone == isDark)
                await page.ShouldBeAccessibleAsync();
        }
    }
}
