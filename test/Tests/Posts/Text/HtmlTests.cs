namespace Plaza.Tests.Posts.Text;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("text", "<p>text</p>")]
    [InlineData("a\nb", "<p>a<br />b</p>")]
    [InlineData("a\r\n\r\nb", "<p>a</p><p>b</p>")]
    [InlineData("a\n\n\nb", "<p>a</p><p>b</p>")]
    [InlineData("a\n\n\n\nb", "<p>a</p><p>b</p>")]
    [InlineData("\n\na\n\n", "<p>a</p>")]
    [InlineData("\n\n\n", "")]
    [InlineData("a\n \nb", "<p>a</p><p>b</p>")]
    [InlineData("a \n\t\u3000\n\u200B\uFEFF\u2800\n  b", "<p>a </p><p>  b</p>")]
    [InlineData("a\r\r\n\rb\u2028c\u2029\u2029d\u0085\r\ne", "<p>a</p><p>b<br />c</p><p>d</p><p>e</p>")]
    [InlineData("#a\n\n@bob", "<p><a href=\"/tags/a\" class=\"mention hashtag\" rel=\"tag\">#<span>a</span></a></p><p>"
        + "<span class=\"h-card\"><a href=\"/@bob\" class=\"u-url mention\">@<span>bob</span></a></span></p>")]
    public void Blank_lines_part_paragraphs_and_other_line_ends_are_breaks(string text, string html) =>
        Given.Html(text).ShouldBe(html);

    [Theory]
    [InlineData("<script>alert(\"Hello\")</script>", "<p>&lt;script&gt;alert(&quot;Hello&quot;)&lt;/script&gt;</p>")]
    [InlineData("<img src=\"javascript:alert('XSS');\">", "<p>&lt;img src=&quot;javascript:alert(&#39;XSS&#39;);&quot;&gt;</p>")]
    [InlineData("&amp; &lt;", "<p>&amp;amp; &amp;lt;</p>")]
    [InlineData("</p><p><br />", "<p>&lt;/p&gt;&lt;p&gt;&lt;br /&gt;</p>")]
    public void Markup_that_was_typed_is_text(string text, string html) => Given.Html(text).ShouldBe(html);

    [Fact]
    public void Text_cannot_pose_as_a_link_to_an_own_page() =>
        Given.Html("href=\"/@bob\" https://a.co/href=\"/x").ShouldNotContain("href=\"/");

    [Theory]
    [InlineData("👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 #️⃣")]
    [InlineData("שלום \u202Eabc\u202C עולם \u2067x")]
    [InlineData("Z\u0361\u0336a\u0489lgo e\u0301 नमस्ते ශ්\u200Dරී")]
    [InlineData("tab\tand  two spaces \u00A0\u3000 end")]
    public void Characters_of_all_scripts_come_through_unchanged(string text) => Given.Html(text).ShouldBe($"<p>{text}</p>");
}
