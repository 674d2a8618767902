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
