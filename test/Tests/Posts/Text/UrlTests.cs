namespace Plaza.Tests.Posts.Text;

public sealed class UrlTests
{
    [Theory]
    [InlineData("http://google.com")]
    [InlineData("HTTPS://Example.COM/A")]
    [InlineData("https://example.com:8443/x")]
    [InlineData("https://example.com?q=1&r=2")]
    [InlineData("https://example.com#top")]
    [InlineData("https://example.com/?q=")]
    [InlineData("https://example.com/a,b;c:d!e'f*g~h|i")]
    [InlineData("https://mastodon.social/@Gargron/1#note-2")]
    [InlineData("https://en.wikipedia.org/wiki/Diaspora_(software)")]
    [InlineData("https://example.com/a_(b_(c))[d]")]
    [InlineData("https://nic.みんな/")]
    [InlineData("https://xn--e1afmkfd.xn--p1ai/путь?я=ж#й")]
    [InlineData("https://ja.wikipedia.org/wiki/日本")]
    [InlineData("https://example.com/search?utf8=%E2%9C%93&utf81=✓&q=a")]
    [InlineData("https://fa.wikipedia.org/wiki/می\u200Cخواهم")]
    [InlineData("https://example.com/👨‍👩‍👧‍👦")]
    [InlineData("https://my_blog.example.com/")]
    [InlineData("https://example.com/http://example.org/")]
    public void Addresses_are_linked_whole(string url)
    {
        Given.Links(url).ShouldBe([url]);
        Given.Links($"({url})").ShouldBe([url]);
        Given.Links($"“{url}”, \"{url}\" <{url}> 「{url}」").ShouldBe([url, url, url, url]);
        Given.Links($"{url}. {url}! {url}, {url}: {url}… {url}?").ShouldBe([url, url, url, url, url, url]);
    }

    [Theory]
    [InlineData("http://www.google.com'", "http://www.google.com")]
    [InlineData("[x](https://example.com/y)z", "https://example.com/y")]
    [InlineData("https://example.com/\u3000abc", "https://example.com/")]
    [InlineData("https://example.com/a).b", "https://example.com/a")]
    [InlineData("https://example.com/...", "https://example.com/")]
    [InlineData("https://example.com?", "https://example.com")]
    [InlineData("https://example.com: x", "https://example.com")]
    [InlineData("https://example.com:99999/x", "https://example.com")]
    [InlineData("https://example.comを見て", "https://example.com")]
    [InlineData("見てhttps://example.com/。", "https://example.com/")]
    [InlineData("http://example.com/b<del>b</del>", "http://example.com/b")]
    [InlineData("http://example.com/b\" onclick=\"x", "http://example.com/b")]
    [InlineData("_https://example.com_", "https://example.com")]
    [InlineData("https://example.com\nhello", "https://example.com")]
    [InlineData("https://example.com/x\u202Emoc.live", "https://example.com/x")]
    [InlineData("https://example.com/x\u2066moc.live", "https://example.com/x")]
    public void Characters_around_a_URL_are_left_out(string text, string url) => Given.Links(text).ShouldBe([url]);

    /// <summary>Of Latin, Greek, Armenian, Hebrew, Arabic, Syriac, N'Ko, Indic, Thai, Tibetan, Burmese, Ethiopic, Khmer, Mongolian, CJK, Vai and others.</summary>
    [Theory]
    [InlineData("!?.,;:…‥—–‽⸮¿¡")]
    [InlineData("\u037E\u0387։՞՜՛׃،؛؟۔؞܀܂߸߹࠰࡞")]
    [InlineData("।॥๚๛།༎༑၊။፡።፣፧᙮᛫᜵។៖៚᠂᠃᥄᪨᭚᭞᰻᱾")]
    [InlineData("、。，．！？：；｡､・･〜～︐︒︔﹐﹒﹕﹗")]
    [InlineData("꓾꘍꘎꛳꡶꣎꤯꧈꧉꩝꫟꫰꯫𐎟𐏐𐡗𐩖𑁇𑃀𑅁𑇅𑈸𑑋𑗂𑙁𑜼𑱁𒑰𖩮𖬷𛲟𝪈")]
    [InlineData("‼\uFE0F⁉\uFE0F⁈⁇")]
    public void A_closing_mark_of_any_script_behind_an_address_belongs_to_the_sentence(string marks)
    {
        foreach (var url in (string[])["https://example.com", "https://example.com:8080", "https://example.com/a", "https://example.com/?q=a", "https://example.com/a#ä", "https://مثال.example/نص"])
        {
            foreach (var mark in marks.EnumerateRunes().Where(mark => mark.Value is not 0xFE0F))
            {
                Given.Links($"{url}{mark}").ShouldBe([url], $"U+{mark.Value:X4}");
                Given.Links($"({url}{mark}) {url}{mark}{mark}").ShouldBe([url, url], $"U+{mark.Value:X4}");
            }

            Given.Links($"{url}{marks}").ShouldBe([url]);
        }
    }

    [Theory]
    [InlineData("https://example.com/a؟b")]
    [InlineData("https://hi.wikipedia.org/wiki/हिन्दी")]
    [InlineData("https://th.wikipedia.org/wiki/น้ำ")]
    [InlineData("https://example.com/กรุงเทพฯ")]
    [InlineData("https://fa.wikipedia.org/wiki/می\u200C")]
    [InlineData("https://si.wikipedia.org/wiki/ක්\u200D")]
    [InlineData("https://example.com/?q=é")]
    [InlineData("https://example.com/#e\u0301")]
    [InlineData("https://example.com/☺\uFE0F")]
    [InlineData("https://he.wikipedia.org/wiki/צ׳")]
    public void Letters_vowel_signs_and_joiners_at_the_end_stay_in_the_address(string url)
    {
        Given.Links(url).ShouldBe([url]);
        Given.Links($"({url}). {url}؟ {url}。").ShouldBe([url, url, url]);
    }

    [Theory]
    [InlineData("https://good.example@evil.example/")]
    [InlineData("https://good.example:pw@evil.example/")]
    [InlineData("https://good.example,@evil.example/")]
    [InlineData("http://localhost:3000/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://www\\.google\\.com")]
    [InlineData("http://a..example/")]
    [InlineData("http://-a.example/")]
    [InlineData("http://a.x_y/")]
    [InlineData("http://.example/")]
    [InlineData("http://")]
    [InlineData("http:///etc")]
    [InlineData("xhttp://example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("example.com")]
    [InlineData("http://a\u200B.example/")]
    public void Unusual_URLs_are_not_linked(string text) => Given.Links(text).ShouldBeEmpty();

    [Theory]
    [InlineData("https://good.example\\@evil.example/")]
    [InlineData("https://good.example／evil.example")]
    [InlineData("https://good.example。evil.example")]
    [InlineData("https://good.example%2eevil.example")]
    [InlineData("https://good.example＠evil.example")]
    [InlineData("https://good.example\u202Emoc")]
    [InlineData("https://good.example\u200B.evil.example")]
    [InlineData("https://good.example\u2066.evil.example")]
    [InlineData("https://good.example\u00AD.evil.example")]
    public void A_link_never_leads_to_another_host_than_it_seems(string text) =>
        Given.Links(text).ShouldBe(["https://good.example"]);

    [Fact]
    public void Labels_and_hosts_have_their_longest()
    {
        Given.Links($"https://{new string('a', 63)}.example").Count.ShouldBe(1);
        Given.Links($"https://{new string('a', 64)}.example").ShouldBeEmpty();
        Given.Links($"https://{Given.Repeat("a.", 300)}example").ShouldBeEmpty();
    }
}
