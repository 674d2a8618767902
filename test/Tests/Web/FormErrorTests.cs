using System.Net;
using System.Text.RegularExpressions;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>A rejected form reports every invalid field beside it, and lists them above where there are several.</summary>
public sealed partial class FormErrorTests(SharedServerFixture shared)
{
    private const string WrongLogin = "The username or the password is wrong.";
    private const string Throttle = "After many wrong tries";

    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task A_sign_up_with_three_invalid_fields_reports_all_of_them()
    {
        using var browser = new PageClient(_plaza);

        var page = await RejectedAsync(browser, "/signup", "/signup", ("username", "a b"), ("email", "nobody"), ("password", "short"));

        page.Invalid.ShouldBe(["username", "email", "password"]);
        page.Listed.ShouldBe(["username", "email", "password"]);
        page.Html.ShouldContain("Please correct 3 fields");
    }

    [Fact]
    public async Task A_username_that_is_taken_is_reported_together_with_the_other_fields()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var browser = new PageClient(_plaza);

        var page = await RejectedAsync(browser, "/signup", "/signup", ("username", ada.Handle), ("email", "new@example.org"), ("password", "short"));

        page.Invalid.ShouldBe(["username", "password"]);
        page.Html.ShouldContain("This username is taken");
    }

    [Fact]
    public async Task One_invalid_field_is_reported_beside_it_alone()
    {
        using var browser = new PageClient(_plaza);

        var page = await RejectedAsync(browser, "/signup", "/signup", ("username", "one_field"), ("email", "nobody"), ("password", TestAccount.Password));

        page.Invalid.ShouldBe(["email"]);
        page.Listed.ShouldBeEmpty();
        Occurrences(page.Html, "This is not an e-mail address.").ShouldBe(1);
        page.Html.ShouldContain("<title>Error: Sign up");
    }

    [Theory]
    [InlineData("/settings/password", "current_password", "not my password", "new_password", "short")]
    [InlineData("/settings/email", "email", "nobody", "email_password", "not my password")]
    [InlineData("/settings/profile", "name", "a name that is far longer than the thirty characters", "bio", "{long}")]
    public async Task The_settings_report_every_invalid_field_of_a_form(string action, string first, string firstValue, string second, string secondValue)
    {
        using var login = await LoginSession.AsAsync(_plaza, await _plaza.CreateAccountAsync("ada"));

        var page = await RejectedAsync(
            login.Browser, "/settings", action, (first, firstValue), (second, secondValue.Replace("{long}", new('x', 501), StringComparison.Ordinal)));

        page.Invalid.ShouldBe([first, second]);
        page.Listed.ShouldBe([first, second]);
    }

    [Fact]
    public async Task The_settings_list_one_invalid_field_too_since_its_form_may_be_out_of_sight()
    {
        using var login = await LoginSession.AsAsync(_plaza, await _plaza.CreateAccountAsync("ada"));

        var page = await RejectedAsync(login.Browser, "/settings", "/settings/password", ("current_password", TestAccount.Password), ("new_password", "short"));

        page.Invalid.ShouldBe(["new_password"]);
        page.Listed.ShouldBe(["new_password"]);
    }

    [Fact]
    public async Task A_new_app_without_name_and_scopes_lacks_both()
    {
        using var login = await LoginSession.AsAsync(_plaza, await _plaza.CreateAccountAsync("ada"));

        var page = await RejectedAsync(login.Browser, "/settings/apps/new", "/settings/apps", ("name", ""));

        page.Listed.ShouldBe(["name", "scopes"]);
        page.Html.ShouldContain("id=\"scopes-error\"");
        page.Html.ShouldContain("aria-describedby=\"scopes-error\"");
    }

    [Fact]
    public async Task A_wrong_password_is_reported_once_and_without_the_limit_of_tries()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var browser = new PageClient(_plaza);

        var page = await RejectedAsync(browser, "/login", "/login", ("username", ada.Handle), ("password", "a typo"));

        Occurrences(page.Html, WrongLogin).ShouldBe(1);
        page.Html.ShouldNotContain(Throttle);
        page.Invalid.ShouldBe(["username"]);
    }

    /// <summary>Whether the account exists makes no difference.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_many_wrong_tries_for_a_name_the_form_states_the_limit(bool exists)
    {
        var name = exists ? (await _plaza.CreateAccountAsync("ada")).Handle : "nobody_of_this_name_either";
        using var browser = new PageClient(_plaza);
        var told = new List<bool>();

        for (var tries = 1; tries <= 6; tries++)
        {
            var page = await RejectedAsync(browser, "/login", "/login", ("username", name), ("password", "a typo"));
            page.Html.ShouldContain(WrongLogin);
            told.Add(page.Html.Contains(Throttle, StringComparison.Ordinal));
        }

        told.ShouldBe([false, false, false, false, true, true]);
    }

    private static async Task<RejectedPage> RejectedAsync(PageClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        using var response = await browser.SubmitAsync(page, action, fields);
        ((int)response.StatusCode).ShouldBeOneOf([401, 422]);
        return new(WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    private static int Occurrences(string html, string text) => html.Split(text).Length - 1;

    [GeneratedRegex("<(?:input|textarea)[^>]*id=\"(?<id>[a-z_]+)\"[^>]*aria-describedby=\"[^\"]*\\k<id>-error\"[^>]*aria-invalid=\"true\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InvalidFields();

    [GeneratedRegex("<li><a href=\"#(?<id>[a-z_]+)\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListedFields();

    [GeneratedRegex("<div class=\"error-summary\".*?</div>", RegexOptions.Singleline, 1000)]
    private static partial Regex Summary();

    /// <param name="Html">The decoded page.</param>
    private sealed record RejectedPage(string Html)
    {
        /// <summary>The fields that are marked as invalid and described by their error.</summary>
        public List<string> Invalid => [.. InvalidFields().Matches(Html).Select(match => match.Groups["id"].Value)];

        /// <summary>The fields that the summary links to.</summary>
        public List<string> Listed => [.. ListedFields().Matches(Summary().Match(Html).Value).Select(match => match.Groups["id"].Value)];
    }
}
