namespace Plaza.Tests.Posts.Text;

public sealed class LinkHtmlTests
{
    private static string Link(string url, string @class, string shown, string hidden) =>
        $"<p><a href=\"{url}\" rel=\"nofollow noopener\" target=\"_blank\"><span class=\"invisible\">https://</span>"
        + $"<span class=\"{@class}\">{shown}</span><span class=\"invisible\">{hidden}</span></a></p>";

    [Fact]
    public void A_short_address_is_shown_whole() => Given.Html("https://www.example.com/a").ShouldBe(
        Link("https://www.example.com/a", "", "www.example.com/a", ""));

    [Fact]
    public void Of_a_long_address_thirty_characters_are_shown() => Given.Html("https://example.com/0123456789012345678901").ShouldBe(
        Link("https://example.com/0123456789012345678901", "ellipsis", "example.com/012345678901234567", "8901"));

    [Fact]
    public void A_host_is_never_cut()
    {
        var host = "login.bank.example.a-very-long-name-indeed.evil.example:8080";
        Given.Html($"https://{host}/x").ShouldBe(Link($"https://{host}/x", "ellipsis", host, "/x"));
        Given.Html($"https://{host}").ShouldBe(Link($"https://{host}", "", host, ""));
    }

    [Theory]
    [InlineData("аррӏе.com", "xn--80ak6aa92e.com")]
    [InlineData("раураl.com", "xn--l-7sba6dbr.com")]
    [InlineData("www.АРРӀЕ.com", "www.xn--80ak6aa92e.com")]
    [InlineData("gοοgle.com", "xn--ggle-0nda.com")]
    [InlineData("αα.com", "xn--mxaa.com")]
    [InlineData("סוס.com", "xn--9dbxb.com")]
    [InlineData("ყყ.com", "xn--8oda.com")]
    [InlineData("ሀዐ.com", "xn--9wd03b.com")]
    [InlineData("хүү.com", "xn--u1a6sa.com")]
    [InlineData("ВТВ.com", "xn--b1aa1c.com")]
    [InlineData("exampleლ.com", "xn--example-9l1a.com")]
    [InlineData("ꭰbc.com", "xn--bc-x8l.com")]
    [InlineData("ｅｘａｍｐｌｅ.com", "example.com")]
    public void A_host_that_mixes_scripts_or_looks_like_Latin_is_shown_in_punycode(string host, string ascii) =>
        Given.Html($"https://{host}:8080/ä").ShouldBe(Link($"https://{ascii}:8080/ä", "", $"{ascii}:8080/ä", ""));

    [Theory]
    [InlineData("münchen.example")]
    [InlineData("яндекс.example")]
    [InlineData("почта.рф")]
    [InlineData("сосо.рф")]
    [InlineData("метро.com")]
    [InlineData("שלום.com")]
    [InlineData("ελλάδα.example")]
    [InlineData("例え-テスト.jp")]
    [InlineData("日本abcひら.example")]
    [InlineData("한국語.kr")]
    [InlineData("मराठी.भारत")]
    [InlineData("ไทย.example")]
    [InlineData("مثال.example")]
    [InlineData("my_blog-1.example")]
    public void A_host_of_one_script_is_shown_as_typed(string host) =>
        Given.Html($"https://{host}/").ShouldBe(Link($"https://{host}/", "", $"{host}/", ""));

    [Fact]
    public void No_character_is_cut_in_two()
    {
        var family = "👨‍👩‍👧‍👦";
        var path = "example.com/" + string.Concat(Enumerable.Repeat(family, 20));
        Given.Html($"https://{path}").ShouldContain(string.Concat(Enumerable.Repeat(family, 18)) + $"</span><span class=\"invisible\">{family}{family}<");
    }

    [Fact]
    public void Queries_are_escaped_in_the_link_and_in_its_text() => Given.Html("https://a.co/?b='c'&d").ShouldBe(
        Link("https://a.co/?b=&#39;c&#39;&amp;d", "", "a.co/?b=&#39;c&#39;&amp;d", ""));
}
