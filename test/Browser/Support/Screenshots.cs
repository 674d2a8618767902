using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Plaza.Browser.Support;

/// <summary>Pictures of pages, kept under <c>artifacts/screenshots</c> for people to look at.</summary>
public static class Screenshots
{
    private static readonly string Folder = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, "../../../screenshots")).FullName;

    extension(IPage page)
    {
        public Task KeepAsync(string name) =>
            page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });

        /// <summary>axe-core finds nothing: roles, names, contrast, landmarks, ids.</summary>
        public async Task ShouldBeAccessibleAsync()
        {
            var found = await page.RunAxe();
            found.Violations
                .Select(rule => $"{page.Url} {rule.Id}: {string.Join(", ", rule.Nodes.Select(node => node.Html))}")
                .ShouldBeEmpty();
        }

        /// <summary>Nothing on the page may be wider than the window.</summary>
        public async Task ShouldFitAsync() =>
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }
}
