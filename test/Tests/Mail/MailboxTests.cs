using Plaza.Mail.Gateway;

namespace Plaza.Tests.Mail;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org", null)]
    [InlineData("  ada@example.org ", "ada@example.org", null)]
    [InlineData("Ada Lovelace <ada@example.org>", "ada@example.org", "Ada Lovelace")]
    [InlineData("\"Lovelace, Ada\" <ada@example.org>", "ada@example.org", "Lovelace, Ada")]
    [InlineData("<ada@example.org>", "ada@example.org", null)]
    [InlineData("plaza@localhost", "plaza@localhost", null)]
    public void An_address_is_read_with_or_without_a_name(string text, string address, string? name)
    {
        Mailbox.TryParse(text, out var mailbox).ShouldBeTrue();

        mailbox.ShouldBe(new Mailbox(address, name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ada")]
    [InlineData("Ada <ada>")]
    [InlineData("jürgen@example.org")]
    public void Other_text_is_not_read_as_a_URL(string? text) => Mailbox.TryParse(text, out _).ShouldBeFalse();
}
