using System.Text;
using Plaza.Contracts.Text;
using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

public sealed class HashtagTests
{
    [Theory]
    [InlineData("#tag", "tag")]
    [InlineData("this is ＃ｆｏｏ", "ｆｏｏ")]
    [InlineData("test\u00A0#foo", "foo")]
    [InlineData("#3d #l33ts35k #world2016", "3d l33ts35k world2016")]
    [InlineData("#_test #test_ #one_two", "_test test_ one_two")]
    [InlineData("#one·two·three·", "one·two·three")]
    [InlineData("#ぼっち・ざ・ろっく", "ぼっち・ざ・ろっく")]
    [InlineData("#نرم\u200Cافزار and", "نرم\u200Cافزار")]
    [InlineData("#ශ්\u200Dරී", "ශ්\u200Dරී")]
    [InlineData("#हिन्दी #ไทย #e\u0301té", "हिन्दी ไทย e\u0301té")]
    [InlineData("#𝒳𠮷", "𝒳𠮷")]
    [InlineData("#Ruby, #ruby. #RUBY!", "Ruby")]
    [InlineData("(#a)[#b]\"#c\"#d", "a b c d")]
    [InlineData("#Hello❤️World", "Hello")]
    [InlineData("#tag\uFE0Fx #é\uFE0E", "tag é")]
    [InlineData("#1_000", "1_000")]
    [InlineData("##foo", "foo")]
    [InlineData("#foo#bar", "foo")]
    public void Tags_are_found_as_typed_and_each_once(string text, string tags) =>
        PostText.Parse(text).Tags.ShouldBe(tags.Split(' '));

    [Theory]
    [InlineData("#Café #Cafe\u0301 #CAFÉ #ｃａｆé", "café")]
    [InlineData("#STRASSE #straße #STRAẞE", "strasse")]
    [InlineData("#ΣΊΣΥΦΟΣ #σίσυφος #σίσυφοσ", "σίσυφοσ")]
    [InlineData("#ŒUVRE #œuvre #ﬁn #FIN", "œuvre fin")]
    [InlineData("#한국 #\u1112\u1161\u11ab국 #각 #\u1100\u1161\u11a8", "한국 각")]
    [InlineData("#ｶﾞ #ガ #カ\u3099", "ガ")]
    [InlineData("#İ #i\u0307 #Ǆ #ǆ #dž", "i\u0307 dž")]
    [InlineData("#q\u0323\u0307 #q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("#ᾳ #α\u0345 #αι #ΑΙ", "αι")]
    [InlineData("#Ꭰ #ꭰ #Ა #ა", "Ꭰ ა")]
    [InlineData("#𝕬𝖇𝖈 #abc #ﷺ #صلىاللهعليهوسلم", "abc صلىاللهعليهوسلم")]
    [InlineData("#caf #Cafe #نرم\u200Cافزار #نرمافزار", "caf cafe نرم\u200Cافزار نرمافزار")]
    public void Spellings_that_are_equal_under_NFKC_and_full_case_folding_are_one_tag(string text, string keys)
    {
        PostText.Parse(text).Tags.Select(Hashtag.KeyOf).ShouldBe(keys.Split(' '));
        Given.Links(text).Distinct().ShouldBe(keys.Split(' ').Select(key => $"/tags/{Uri.EscapeDataString(key)}"));
        HtmlInverse.ToText(Given.Html(text)).ShouldBe(text);
    }

    [Fact, Trait("Speed", "slow")]
    public void The_key_of_a_key_is_the_key()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value))
                continue;

            foreach (var name in (string[])[$"{new Rune(value)}", $"a\u0345{new Rune(value)}\u0301", $"{new Rune(value)}\u1161\u0323"])
            {
                var key = Hashtag.KeyOf(name);
                Hashtag.KeyOf(key).ShouldBe(key, $"U+{value:X4}");
            }
        }
    }

    [Theory]
    [InlineData("#0123456")]
    [InlineData("#")]
    [InlineData("# a")]
    [InlineData("#·one")]
    [InlineData("#___")]
    [InlineData("#️⃣")]
    [InlineData("#️⃣tag")]
    [InlineData("#\u0301a")]
    [InlineData("#❤️")]
    [InlineData("word#tag")]
    [InlineData("日本#tag")]
    [InlineData("it&#x27;s")]
    [InlineData("example.com/#tag")]
    [InlineData("https://en.wikipedia.org/wiki/Ghostbusters_(song)#Lawsuit")]
    [InlineData("https://en.wikipedia.org/wiki/Ghostbusters_(song)?foo=#Lawsuit")]
    [InlineData("https://en.wikipedia.org/wiki/Google_LLC_v._Oracle_America,_Inc.#Decision")]
    [InlineData("https://medium.com/@alice/some-article#.abcdef123")]
    [InlineData("https://example.org#foo")]
    [InlineData("http://localhost/?#foo")]
    [InlineData("#http://example.com")]
    public void Other_number_signs_make_no_tag(string text) => PostText.Parse(text).Tags.ShouldBeEmpty();

    [Fact]
    public void A_tag_has_at_most_a_hundred_characters()
    {
        PostText.Parse("#" + new string('a', 100)).Tags.Count.ShouldBe(1);
        PostText.Parse("#" + Given.Repeat("e\u0301", 200)).Tags.Count.ShouldBe(1);
        PostText.Parse("#" + new string('a', 101)).Tags.ShouldBeEmpty();
        PostText.Parse("#a" + new string('\u0301', 1000)).Tags.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_first_fifty_tags_are_linked()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(number => $"#t{number}")) + " #T0";

        PostText.Parse(text).Tags.ShouldBe(Enumerable.Range(0, 50).Select(number => $"t{number}"));
        Given.Links(text).Count.ShouldBe(51);
        Given.Html(text).ShouldContain("#<span>t49</span></a> #t50 ");
    }

    [Fact]
    public void A_tag_becomes_a_link_as_Mastodon_writes_it() => Given.Html("#HashTagタグ").ShouldBe(
        "<p><a href=\"/tags/hashtag%E3%82%BF%E3%82%B0\" class=\"mention hashtag\" rel=\"tag\">#<span>HashTagタグ</span></a></p>");

    [Fact]
    public void The_full_width_sign_stays_as_typed() => Given.Html("＃Foo").ShouldBe(
        "<p><a href=\"/tags/foo\" class=\"mention hashtag\" rel=\"tag\">＃<span>Foo</span></a></p>");
}
