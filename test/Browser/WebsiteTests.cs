using Microsoft.Playwright;
using Plaza.Browser.Support;
using Plaza.Tests.Support;

namespace Plaza.Browser;

/// <summary>The website in a real browser, with and without JavaScript.</summary>
public sealed class WebsiteTests(SharedServerFixture shared, Chromium chromium)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_newcomer_signs_up_writes_reads_answers_and_leaves(bool script)
    {
        var friend = await _plaza.CreateAccountAsync("friend");
        await friend.Api.PostJsonAsync("/api/v1/statuses", new { status = "Good morning, square!" });
        await using var browser = await chromium.OpenAsync(_plaza.Url, script);
        var page = await browser.NewPageAsync();
        var handle = script ? "newcomer" : "newcomer_plain";

        await page.GotoAsync("/");
        (await page.Post("Good morning, square!").IsVisibleAsync()).ShouldBeTrue("the front page is readable without login");

        await page.SignUpAsync(handle);
        page.Url.ShouldEndWith("/home");

        await page.WriteAsync($"Hello @{friend.Handle}, this is #first");
        await Assertions.Expect(page.Post("this is #first")).ToBeVisibleAsync();

        await page.GotoAsync($"/@{friend.Handle}");
        await page.ClickAsync("form[action$='/follow'] button");
        await Assertions.Expect(page.Locator("form[action$='/unfollow'] button")).ToBeVisibleAsync();

        await page.GotoAsync("/home");
        var morning = page.Post("Good morning, square!");
        await morning.Locator(".tool-favourite").ClickAsync();
        await Assertions.Expect(page.Post("Good morning, square!").Locator(".tool-favourite")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Post("Good morning, square!").Locator(".tool-boost").ClickAsync();
        await Assertions.Expect(page.Post("Good morning, square!").Locator(".tool-boost")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.Post("Good morning, square!").Locator(".tool-reply").ClickAsync();
        await page.WriteAsync("Good morning to you");
        await Assertions.Expect(page.Post("Good morning to you")).ToBeVisibleAsync();

        await page.GotoAsync("/home");
        await page.Post("this is #first").Locator(".tool-danger").ClickAsync();
        await page.ClickAsync("main button.button-danger");
        await page.GotoAsync("/home");
        await Assertions.Expect(page.Locator(".post", new() { HasText = "this is #first" })).ToHaveCountAsync(0);

        await page.ClickAsync("form[action='/logout'] button");
        (await page.GotoAsync("/home"))!.Url.ShouldContain("/login");
    }

    [Fact]
    public async Task The_count_of_characters_follows_what_is_typed()
    {
        var ada = await _plaza.CreateAccountAsync("counting");
        await using var browser = await chromium.OpenAsync(_plaza.Url);
        var page = await browser.NewPageAsync();
        await page.LogInAsync(ada);

        await page.FillAsync("textarea[name=text]", "👩‍👩‍👧‍👧 https://example.org/a/very/long/path/that/goes/on/and/on");

        await Assertions.Expect(page.Locator(".compose-count")).ToHaveTextAsync("475");
    }

    [Fact]
    public async Task A_refused_form_names_the_field_and_keeps_what_was_typed()
    {
        await using var browser = await chromium.OpenAsync(_plaza.Url, script: false);
        var page = await browser.NewPageAsync();

        await page.SignUpAsync("admin");

        await Assertions.Expect(page.Locator("#username")).ToHaveAttributeAsync("aria-invalid", "true");
        (await page.InputValueAsync("input[name=email]")).ShouldBe("admin@example.org");
        (await page.InputValueAsync("input[name=password]")).ShouldBeEmpty();
        await page.KeepAsync("signup-refused");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_with_errors_and_notices_are_accessible_and_start_at_what_is_wrong(bool isPhone)
    {
        var form = isPhone ? "narrow" : "wide";
        await using var browser = await chromium.OpenAsync(_plaza.Url, isPhone: isPhone);
        var page = await browser.NewPageAsync();

        await page.SignUpAsync("admin");
        await Assertions.Expect(page.Locator("#username")).ToBeFocusedAsync();
        await LookAsync("signup-one-error");

        await page.FillAsync("input[name=email]", "nobody");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".error-summary")).ToBeFocusedAsync();
        await LookAsync("signup-errors");

        await page.SignUpAsync($"unconfirmed_{form}");
        await Assertions.Expect(page.GetByText("Your e-mail address is not confirmed yet")).ToBeVisibleAsync();
        await LookAsync("unconfirmed-home");
        await page.GotoAsync("/settings");
        await LookAsync("unconfirmed-settings");
        await page.GotoAsync("/settings/apps/new");
        await page.EvaluateAsync("() => document.querySelector('#name').required = false");
        await page.UncheckAsync("input[value=read]");
        await page.ClickAsync("main button[type=submit]");
        await LookAsync("new-app-errors");

        async Task LookAsync(string name)
        {
            await page.KeepAsync($"{form}-{name}");
            await page.ShouldFitAsync();
            await page.ShouldBeAccessibleAsync();
        }
    }

    [Fact]
    public async Task The_console_stays_silent_under_the_content_security_policy()
    {
        var ada = await _plaza.CreateAccountAsync("quiet");
        await using var browser = await chromium.OpenAsync(_plaza.Url);
        var page = await browser.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);

        await page.LogInAsync(ada);
        foreach (var path in (string[])["/home", "/", "/notifications", "/settings", "/statistics", $"/@{ada.Handle}", "/about"])
            await page.GotoAsync(path);

        said.ShouldBeEmpty();
    }
}
