using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

public sealed class PostContentTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\n\r\u00A0\u3000\u2028\u0085")]
    [InlineData("\u200B\u200C\u200D\u2060\uFEFF")]
    [InlineData("\u202A\u202E\u2066\u2069\u061C")]
    [InlineData("\u00AD\u034F\uFE0F\uFE00\u180E\u180B")]
    [InlineData("\u2800\u3164\u115F\u1160\uFFA0")]
    [InlineData("\uDB40\uDC41\uDB40\uDDEF")]
    [InlineData("\u17B4\u2061\u2064\uFFF9\u0007")]
    public void A_text_in_which_nothing_shows_is_blank(string text) => PostText.Parse(text).IsBlank.ShouldBeTrue();

    [Theory]
    [InlineData(".")]
    [InlineData("\u200B.\u200B")]
    [InlineData("🏳️‍🌈")]
    [InlineData("\u06DD")]
    [InlineData("日")]
    [InlineData("\u0301")]
    [InlineData("⠁")]
    public void A_text_in_which_anything_shows_is_not_blank(string text) => PostText.Parse(text).IsBlank.ShouldBeFalse();

    [Fact]
    public void Zeros_and_halves_of_pairs_are_forbidden()
    {
        foreach (var text in (string[])["a\0b", "\uD83D", "\uDE00", "\uDE00\uD83D", "😀\uD83D", "@\uD83D #\uDE00 http://\uD83D"])
            PostText.Parse(text).HasForbiddenCharacters.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("😀👨‍👩‍👧‍👦\uFFFD\u0001\u202E\uFFFF")]
    public void Other_characters_are_not_forbidden(string text) => PostText.Parse(text).HasForbiddenCharacters.ShouldBeFalse();

    [Theory]
    [InlineData(" a\r\nb\rc\n\r\n\r\rd\u2028\u0085\u202E e\u0301 ", "a\nb\nc\n\nd\n\n\u202E e\u0301")]
    [InlineData("\u3000\u200B\uFEFF\u2060\u00AD\u2800\u3164 hi \n\u00A0\u2003\u180E", "hi")]
    [InlineData(" می\u200C ", "می\u200C")]
    [InlineData("☺\uFE0F\n", "☺\uFE0F")]
    [InlineData("\u200Fשלום\u200E", "\u200Fשלום\u200E")]
    [InlineData("  - a\n    - b\n", "- a\n    - b")]
    public void The_source_is_what_was_typed_without_blanks_around_it_and_with_one_kind_of_line_end(string text, string source) =>
        PostText.Parse(text).Source.ShouldBe(source);
}
