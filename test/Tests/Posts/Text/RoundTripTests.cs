using System.Xml.Linq;
using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

public sealed class RoundTripTests
{
    private static readonly string[] Parts =
    [
        "\n", "\n\n", "\n\n\n", "\r\n", " ", "a", "1", "_", ".", "-", "@", "@bob", "@bob@plaza.example", "#", "＃Tag", "·", "\u200C",
        "http://", "https://a.co", "/p", "?q=1&", "(", ")", "<", ">", "\"", "'", "&", "&amp;", "<br />", "</p><p>", "\u202E", "\u0301", "👨‍👩‍👧",
    ];

    private static readonly string[] Attributes = ["href", "class", "rel", "target"];

    private static IEnumerable<string> Texts =>
        from first in Parts from second in Parts from third in Parts select first + second + third;

    [Fact]
    public void The_HTML_of_any_text_gives_back_its_source()
    {
        foreach (var post in Texts.Select(text => PostText.Parse(text, "plaza.example")))
            HtmlInverse.ToText(post.ToHtml(Given.Handles)).ShouldBe(post.Source);
    }

    [Fact]
    public void The_HTML_of_any_text_is_well_formed_and_has_only_the_expected_elements()
    {
        foreach (var element in Texts.SelectMany(text => XElement.Parse($"<div>{Given.Html(text)}</div>").Descendants()))
        {
            element.Name.LocalName.ShouldBeOneOf("p", "br", "a", "span");
            element.Attributes().Select(attribute => attribute.Name.LocalName).ShouldBeSubsetOf(Attributes);
        }
    }

    [Fact]
    public void Paragraphs_are_never_empty()
    {
        foreach (var text in Texts)
            Given.Html(text).ShouldNotContain("<p></p>");
    }
}
