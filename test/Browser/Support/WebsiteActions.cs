using Microsoft.Playwright;
using Plaza.Tests.Support;

namespace Plaza.Browser.Support;

/// <summary>Actions of a user on the website, by the labels of its buttons.</summary>
public static class WebsiteActions
{
    extension(IPage page)
    {
        public async Task SignUpAsync(string handle)
        {
            await page.GotoAsync("/signup");
            await page.FillAsync("input[name=username]", handle);
            await page.FillAsync("input[name=email]", $"{handle}@example.org");
            await page.FillAsync("input[name=password]", TestAccount.Password);
            await page.ClickAsync("main button[type=submit]");
        }

        public async Task LogInAsync(TestAccount person, string path = "/login")
        {
            await page.GotoAsync(path);
            await page.FillAsync("input[name=username]", person.Handle);
            await page.FillAsync("input[name=password]", TestAccount.Password);
            await page.ClickAsync("main button[type=submit]");
        }

        public async Task WriteAsync(string text)
        {
            await page.FillAsync("textarea[name=text]", text);
            await page.ClickAsync("form.compose button[type=submit]");
        }

        /// <summary>The newest post with the text.</summary>
        public ILocator Post(string text) => page.Locator(".post", new() { HasText = text }).First;
    }

    /// <summary>Opens the URL of an app, logs in, consents, and reads the code from the page.</summary>
    public static async Task<string> ConsentAsync(this IBrowserContext browser, string address, TestAccount person)
    {
        var page = await browser.NewPageAsync();
        await page.LogInAsync(person, address);
        await page.ClickAsync("button[value=authorize]");
        return await page.InputValueAsync("#code");
    }
}
