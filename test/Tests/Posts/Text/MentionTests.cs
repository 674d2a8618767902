using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

public sealed class MentionTests
{
    [Theory]
    [InlineData("@bob", "bob")]
    [InlineData("@Bob and @ADA, @bob", "bob ada")]
    [InlineData("(@bob) .@ada! \"@c_3\"", "bob ada c_3")]
    [InlineData("@bob.", "bob")]
    [InlineData("@bob-", "bob")]
    [InlineData("@bobさん、@adaと", "bob ada")]
    [InlineData("@bob's", "bob")]
    [InlineData("\u202E@bob\u202C", "bob")]
    [InlineData("a\n@bob\n", "bob")]
    [InlineData("@bob\u200B@ada", "bob ada")]
    [InlineData("@@bob", "bob")]
    [InlineData("@012345678901234567890123456789", "012345678901234567890123456789")]
    public void Handles_are_found_in_lower_case_once_and_in_order(string text, string handles) =>
        PostText.Parse(text).Mentions.ShouldBe(handles.Split(' '));

    [Theory]
    [InlineData("bob@example.com")]
    [InlineData("first.last@bob")]
    [InlineData("é@bob")]
    [InlineData("日本@bob")]
    [InlineData("_@bob")]
    [InlineData("a\u0301@bob")]
    [InlineData("example.com/@bob")]
    [InlineData("example.com?by=@bob")]
    [InlineData("https://example.com/@bob")]
    [InlineData("https://example.com/?@bob#@ada")]
    [InlineData("https://x!@bob/")]
    [InlineData("http://localhost/!@bob")]
    [InlineData("@bob.example")]
    [InlineData("@bob-and-ada")]
    [InlineData("@bobé")]
    [InlineData("@bob\u0301")]
    [InlineData("@bobа")]
    [InlineData("@bob٣")]
    [InlineData("@bob‿x")]
    [InlineData("@bob@")]
    [InlineData("@bob://x")]
    [InlineData("@0123456789012345678901234567890")]
    [InlineData("@ bob")]
    [InlineData("@\u0301bob")]
    [InlineData("@日本")]
    [InlineData("＠bob")]
    [InlineData("@")]
    public void No_mention_is_read_inside_other_entities(string text) => PostText.Parse(text).Mentions.ShouldBeEmpty();

    [Theory]
    [InlineData("@bob@elsewhere.example")]
    [InlineData("@bob@plaza.example.com")]
    [InlineData("@bob@plaza.examples")]
    [InlineData("@bob.x@plaza.example")]
    public void Handles_of_other_servers_are_not_local(string text) => PostText.Parse(text, "plaza.example").Mentions.ShouldBeEmpty();

    [Theory]
    [InlineData("@Bob@plaza.example")]
    [InlineData("@bob@Plaza.Example.")]
    [InlineData("(@bob@PLAZA.EXAMPLE)")]
    public void Our_own_may_be_named_with_our_domain(string text)
    {
        PostText.Parse(text, "plaza.example").Mentions.ShouldBe(["bob"]);
        PostText.Parse(text).Mentions.ShouldBeEmpty();
    }

    [Fact]
    public void A_known_handle_becomes_a_link_as_Mastodon_writes_it() => Given.Html("@Bob!").ShouldBe(
        "<p><span class=\"h-card\"><a href=\"/@bob\" class=\"u-url mention\">@<span>Bob</span></a></span>!</p>");

    [Fact]
    public void The_domain_stays_in_the_text_of_the_link() => Given.Html("@bob@plaza.example").ShouldContain(
        "<a href=\"/@bob\" class=\"u-url mention\">@<span>bob@plaza.example</span></a>");

    [Fact]
    public void Unknown_and_remote_handles_stay_text() =>
        Given.Html("@eve @bob@elsewhere.example").ShouldBe("<p>@eve @bob@elsewhere.example</p>");
}
