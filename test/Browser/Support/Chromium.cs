using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Plaza.Browser.Support.Chromium))]

namespace Plaza.Browser.Support;

/// <summary>One headless Chromium, installed on the system, shared by all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    /// <summary>A new browser window with its own cookies.</summary>
    public Task<IBrowserContext> OpenAsync(Uri url, bool script = true, bool isPhone = false, bool isDark = false) => _browser.NewContextAsync(new()
    {
        BaseURL = url.ToString(),
        JavaScriptEnabled = script,
        ViewportSize = isPhone ? new() { Width = 360, Height = 740 } : new() { Width = 1400, Height = 1000 },
        ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
    });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
