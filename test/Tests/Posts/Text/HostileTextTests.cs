using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

/// <summary>
/// Each of these texts takes a backtracking or quadratic parser some 10¹¹ steps. That the tests finish shows that this parser is linear.
/// </summary>
public sealed class HostileTextTests
{
    private const int Megabyte = 1 << 20;

    private static readonly string[] Parts =
    [
        "@", "@a", "a", "1", "#", "#a", "#1", ".", "-", "·", "_", "(", ")", "[", ":", "/", "?", ",", "&", "<", "\n", " ", "\u0301", "\u200D", "😀",
        "\uD83D", "h", "http", "://", "http://", "http://a", "http://a.co", "https://a.co/", "https://a.co/(", "@a@a", "を",
    ];

    [Theory]
    [InlineData("@")]
    [InlineData("@a")]
    [InlineData("@a@")]
    [InlineData("@a.")]
    [InlineData("@a--")]
    [InlineData("#")]
    [InlineData("#1·")]
    [InlineData("#a ")]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("http://")]
    [InlineData("http:")]
    [InlineData("http://a")]
    [InlineData("http://a.co")]
    [InlineData("http://a.co/(")]
    [InlineData("http://a.co/,")]
    [InlineData("http://a.co,")]
    [InlineData("http://a@")]
    [InlineData(" http://a.co/)")]
    [InlineData("<p>\n\n")]
    [InlineData("http://a.co/؟")]
    [InlineData("\u0301")]
    [InlineData("\u200D")]
    [InlineData("👨‍")]
    [InlineData("🇩")]
    [InlineData("\uD83D")]
    [InlineData("&amp;")]
    [Trait("Speed", "slow")]
    public void A_megabyte_of_the_same_is_taken_apart_whole(string part)
    {
        var text = Given.Repeat(part, Megabyte);

        HtmlInverse.ToText(Given.Html(text)).ShouldBe(text.Trim());
    }

    [Theory]
    [InlineData("@a", '-')]
    [InlineData("@a@b", '.')]
    [InlineData("#a", '·')]
    [InlineData("http://a.co/", '.')]
    [InlineData("http://a.co/", '؟')]
    [InlineData("http://a.co", '.')]
    [InlineData("http://a.co", ',')]
    [InlineData("http://", '(')]
    [InlineData("#a", '\u0301')]
    [InlineData("http://a.co:", '1')]
    [Trait("Speed", "slow")]
    public void A_long_tail_is_looked_at_once(string head, char tail)
    {
        var text = Given.Repeat($"{head}{new string(tail, 1000)} ", Megabyte) + head + new string(tail, Megabyte);

        HtmlInverse.ToText(Given.Html(text)).ShouldBe(text);
    }

    [Fact]
    public void Any_two_hostile_parts_in_turn_are_taken_apart_whole()
    {
        foreach (var text in from first in Parts from second in Parts select Given.Repeat(first + second, 1 << 14))
            PostText.Parse(text).Source.Length.ShouldBeLessThanOrEqualTo(text.Length);
    }
}
