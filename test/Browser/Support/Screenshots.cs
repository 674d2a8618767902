using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Plaza.Browser.Support;

/// <summary>Screenshots of pages, stored in <c>artifacts/screenshots</c>.</summary>
public static class Screenshots
{
    private static readonly string Folder = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, "../../../screenshots")).FullName;

    public static string PathOf(string name) => Path.Combine(Folder, $"{name}.png");

    extension(IPage page)
    {
        public Task KeepAsync(string name) => page.ScreenshotAsync(new() { Path = PathOf(name), FullPage = true });

        /// <summary>Asserts that axe-core reports nothing: roles, names, contrast, landmarks, ids.</summary>
        public async Task ShouldBeAccessibleAsync()
        {
            var found = await page.RunAxe();
            found.Violations
                .Select(rule => $"{page.Url} {rule.Id}: {string.Join(", ", rule.Nodes.Select(node => node.Html))}")
                .ShouldBeEmpty();
        }

        /// <summary>Asserts that nothing on the page is wider than the window.</summary>
        public async Task ShouldFitAsync() =>
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }
}
