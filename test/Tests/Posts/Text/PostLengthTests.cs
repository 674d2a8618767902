using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

public sealed class PostLengthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 5)]
    [InlineData("a\r\nb\rc\nd", 7)]
    [InlineData(" \n\u200Ba\n \n\n\nb\n\u3000", 4)]
    [InlineData("👨‍👩‍👧‍👦", 1)]
    [InlineData("🏳️‍🌈🇩🇪🇫🇷👍🏽", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("नमस्ते", 4)]
    [InlineData("日本語", 3)]
    public void A_grapheme_counts_as_one_character(string text, int length) =>
        PostText.Parse(text).Length.ShouldBe(length);

    [Theory]
    [InlineData("http://a.co", 23)]
    [InlineData("https://example.com/a/very/long/path/that/goes/on/and/on?and=on#and-on", 23)]
    [InlineData("see https://example.com.", 28)]
    [InlineData("https://a.co https://b.co", 47)]
    [InlineData("見てhttps://example.comを", 26)]
    public void A_URL_counts_as_twenty_three(string text, int length) => PostText.Parse(text).Length.ShouldBe(length);

    [Theory]
    [InlineData("http://localhost", 16)]
    [InlineData("https://u:p@example.com/", 24)]
    [InlineData("ftp://example.com/", 18)]
    [InlineData("example.com", 11)]
    public void Text_that_is_not_a_link_counts_in_full(string text, int length) => PostText.Parse(text).Length.ShouldBe(length);

    [Theory]
    [InlineData("@alice@some.very.long.domain.example", 6)]
    [InlineData("hi @alice@b.example!", 10)]
    [InlineData("@alice", 6)]
    [InlineData("mail alice@b.example", 20)]
    [InlineData("@bob@plaza.example", 4)]
    public void A_mention_counts_without_its_server(string text, int length) =>
        PostText.Parse(text, "plaza.example").Length.ShouldBe(length);

    [Fact]
    public void Mastodons_own_cases_fit_in_five_hundred()
    {
        PostText.Parse(new string('a', 476) + $" http://{new string('b', 30)}.com/example").Length.ShouldBe(500);
        PostText.Parse(new string('a', 475) + $" @alice@{new string('b', 30)}.com").Length.ShouldBeLessThanOrEqualTo(500);
        PostText.Parse(Given.Repeat("✨", 500)).Length.ShouldBe(500);
    }

    [Fact]
    public void No_book_hides_in_a_URL_or_in_a_domain()
    {
        PostText.Parse("https://a.co/" + new string('x', 100_000)).Length.ShouldBe(100_013);
        PostText.Parse("@a@" + new string('x', 100_000)).Length.ShouldBe(100_003);
    }
}
