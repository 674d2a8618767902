using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>Forms that are sent twice, late, without cookies or in a wrong encoding: nothing is applied twice and no text is lost.</summary>
public sealed partial class FormTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("private", "public", "private")]
    [InlineData("public", "unlisted", "unlisted")]
    [InlineData("private", "direct", "direct")]
    [InlineData("unlisted", "public", "unlisted")]
    [InlineData("public", "public", "public")]
    public async Task A_reply_starts_with_the_stricter_of_the_own_default_and_the_visibility_of_the_parent(string byDefault, string parent, string expected)
    {
        var (ada, browser) = await LogInAsync();
        using var form = new FormUrlEncodedContent([new("source[privacy]", byDefault)]);
        (await ada.Api.PatchAsync("/api/v1/accounts/update_credentials", form)).EnsureSuccessStatusCode();
        var post = await ada.Api.PostJsonAsync("/api/v1/statuses", new { status = "good morning", visibility = parent });

        using var page = await browser.GetAsync(new Uri(post.Text("url")).PathAndQuery);

        (await page.Content.ReadAsStringAsync()).ShouldContain($"<option value=\"{expected}\" selected");
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_at_once_and_again_later_makes_one_post()
    {
        var (ada, browser) = await LogInAsync();
        var form = await HiddenFieldsAsync(browser);

        var both = await Task.WhenAll(PostAsync(browser, form, "good morning"), PostAsync(browser, form, "good morning"));
        var again = await PostAsync(browser, form, "good morning");

        both.Append(again).Distinct().Count().ShouldBe(1);
        (await PostsOfAsync(ada)).ShouldBe(["good morning"]);
    }

    [Fact]
    public async Task Other_words_from_a_used_form_are_another_post()
    {
        var (ada, browser) = await LogInAsync();
        var form = await HiddenFieldsAsync(browser);

        await PostAsync(browser, form, "good mornig");
        await PostAsync(browser, form, "good morning");

        (await PostsOfAsync(ada)).ShouldBe(["good morning", "good mornig"]);
    }

    [Fact]
    public async Task The_same_words_from_two_pages_are_two_posts()
    {
        var (ada, browser) = await LogInAsync();

        await PostAsync(browser, await HiddenFieldsAsync(browser), "good morning");
        await PostAsync(browser, await HiddenFieldsAsync(browser), "good morning");

        (await PostsOfAsync(ada)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_rejected_form_that_is_corrected_and_sent_twice_makes_one_post()
    {
        var (ada, browser) = await LogInAsync();
        using var rejected = await browser.PostAsync("/posts", [.. await HiddenFieldsAsync(browser), ("text", " ")]);
        rejected.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var form = HiddenFields(await rejected.Content.ReadAsStringAsync());

        await PostAsync(browser, form, "good morning");
        await PostAsync(browser, form, "good morning");

        (await PostsOfAsync(ada)).ShouldBe(["good morning"]);
    }

    [Fact]
    public async Task A_post_sent_after_logging_out_elsewhere_comes_back_after_the_login_with_its_other_fields()
    {
        var (ada, browser) = await LogInAsync();
        var form = await HiddenFieldsAsync(browser);
        using var loggedOut = await browser.SubmitAsync("/home", "/logout");

        using var sent = await browser.PostAsync("/posts", [.. form, ("text", "for my <b>friends</b> & \"others\""), ("visibility", "private")]);
        sent.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var login = await sent.Content.ReadAsStringAsync();
        WebUtility.HtmlDecode(login).ShouldContain("for my <b>friends</b> & \"others\"");
        login.ShouldNotContain("<b>friends</b>");

        using var loggedIn = await browser.PostAsync("/login", [.. HiddenFields(login), ("username", ada.Handle), ("password", TestAccount.Password)]);
        loggedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        var confirm = await loggedIn.Content.ReadAsStringAsync();
        confirm.ShouldContain("Followers only");

        using var posted = await browser.PostAsync("/posts", [.. HiddenFields(confirm), ("text", WebUtility.HtmlDecode(TextArea().Match(confirm).Groups["it"].Value))]);

        posted.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var post = (await (await ada.Api.GetAsync($"/api/v1/accounts/{ada.Account}/statuses")).JsonAsync()).AsArray().ShouldHaveSingleItem()!;
        post["visibility"]!.GetValue<string>().ShouldBe("private");
        post["content"]!.GetValue<string>().ShouldContain("for my &lt;b&gt;friends&lt;/b&gt; &amp;");
    }

    [Theory]
    [InlineData("/posts", "text")]
    [InlineData("/posts", "content_warning")]
    [InlineData("/settings/profile", "bio")]
    [InlineData("/settings/profile", "name")]
    public async Task Text_comes_back_when_the_token_of_its_form_belongs_to_another_session(string action, string field)
    {
        var (_, browser) = await LogInAsync();

        using var sent = await browser.PostAsync(action, (field, "a long letter"), ("__RequestVerificationToken", "stale"));

        sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var html = await sent.Content.ReadAsStringAsync();
        html.ShouldContain("a long letter");
        using var again = await browser.PostAsync(action, [.. HiddenFields(html), ("text", "a long letter"), (field, "a long letter")]);
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_wrong_password_keeps_what_was_written()
    {
        var (ada, browser) = await LogInAsync();
        var form = await HiddenFieldsAsync(browser);
        using var loggedOut = await browser.SubmitAsync("/home", "/logout");
        using var sent = await browser.PostAsync("/posts", [.. form, ("text", "a long letter")]);

        using var rejection = await browser.PostAsync(
            "/login", [.. HiddenFields(await sent.Content.ReadAsStringAsync()), ("username", ada.Handle), ("password", "not my password")]);

        (await rejection.Content.ReadAsStringAsync()).ShouldContain("name=\"pending-t-text\" value=\"a long letter\"");
    }

    [Fact]
    public async Task Another_site_cannot_place_text_on_a_page_of_a_logged_in_user()
    {
        var (_, browser) = await LogInAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/posts") { Content = new FormUrlEncodedContent([new("text", "buy my pills")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Cookie", $"plaza={browser.Cookie("plaza")}");
        using var client = _plaza.Client();
        using var sent = await client.SendAsync(request);

        sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await sent.Content.ReadAsStringAsync()).ShouldNotContain("buy my pills");
    }

    [Theory]
    [InlineData("/signup")]
    [InlineData("/login")]
    public async Task A_browser_without_cookies_is_told_that_it_needs_them(string path)
    {
        using var client = _plaza.Client();

        using var sent = await client.PostAsync(path, new FormUrlEncodedContent([new("username", "ada"), new("password", TestAccount.Password)]));

        sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await sent.Content.ReadAsStringAsync()).ShouldContain("Your browser sent no cookie");
    }

    [Theory]
    [InlineData("text=%ff")]
    [InlineData("text=hello%C3")]
    [InlineData("text=%ED%A0%80")]
    [InlineData("t%FFxt=hello")]
    [InlineData("text=%C0%AF")]
    public async Task A_form_with_bytes_that_are_not_UTF8_is_rejected_and_nothing_is_kept(string body)
    {
        var (ada, browser) = await LogInAsync();
        var form = await HiddenFieldsAsync(browser);
        var rest = string.Join('&', form.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

        using var sent = await browser.PostRawAsync("/posts", $"{body}&{rest}");

        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sent.Content.ReadAsStringAsync()).ShouldContain("not UTF-8");
        (await PostsOfAsync(ada)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("100%25ff", "100%ff")]
    [InlineData("50% off", "50% off")]
    [InlineData("%C3%A9%f0%9f%8c%bf", "é🌿")]
    public async Task A_percent_sign_in_a_form_is_what_was_typed(string coded, string typed)
    {
        var (ada, browser) = await LogInAsync();
        var form = await HiddenFieldsAsync(browser);
        var rest = string.Join('&', form.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

        using var sent = await browser.PostRawAsync("/posts", $"text={coded}&{rest}");

        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PostsOfAsync(ada)).ShouldBe([typed]);
    }

    private async Task<(TestAccount Ada, PageClient Browser)> LogInAsync()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var browser = new PageClient(_plaza);
        using var loggedIn = await browser.SubmitAsync("/login", "/login", ("username", ada.Handle), ("password", TestAccount.Password));
        loggedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (ada, browser);
    }

    private static async Task<List<(string Name, string Value)>> HiddenFieldsAsync(PageClient browser)
    {
        using var home = await browser.GetAsync("/home");
        return HiddenFields(await home.Content.ReadAsStringAsync());
    }

    /// <summary>The fields of the page's main form, which is not the one for logging out.</summary>
    private static List<(string Name, string Value)> HiddenFields(string html) =>
        [.. PageClient.HiddenFieldsIn(html, form => !form.Contains("action=\"/logout\"", StringComparison.Ordinal))];

    private static async Task<string> PostAsync(PageClient browser, List<(string Name, string Value)> form, string text)
    {
        using var response = await browser.PostAsync("/posts", [.. form, ("text", text)]);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.Location!.ToString();
    }

    private static async Task<List<string>> PostsOfAsync(TestAccount person)
    {
        using var response = await person.Api.GetAsync($"/api/v1/accounts/{person.Account}/statuses");
        return [.. (await response.JsonAsync()).AsArray().Select(post => WebUtility.HtmlDecode(Tags().Replace(post!["content"]!.GetValue<string>(), "")))];
    }

    [GeneratedRegex("<textarea[^>]*name=\"text\"[^>]*>\n(?<it>[^<]*)</textarea>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextArea();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();
}
