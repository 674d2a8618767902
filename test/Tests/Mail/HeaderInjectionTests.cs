using System.Text;
using Plaza.Mail.Gateway;

namespace Plaza.Tests.Mail;

public sealed class HeaderInjectionTests
{
    public static TheoryData<string> LineEnds => ["\r\n", "\n", "\r", "\r\n\r\n", "\0", "\u0085", "\u2028", "\v"];

    [Theory, MemberData(nameof(LineEnds))]
    public void A_subject_begins_no_other_field(string lineEnd) =>
        ShouldHaveNoBcc(Mails.ToBob with { Subject = $"Hello{lineEnd}Bcc: eve@example.org" });

    [Theory, MemberData(nameof(LineEnds))]
    public void A_name_begins_no_other_field(string lineEnd) =>
        ShouldHaveNoBcc(Mails.ToBob with { To = new("bob@example.org", $"Bob{lineEnd}Bcc: eve@example.org") });

    [Theory, MemberData(nameof(LineEnds))]
    public void A_further_header_begins_no_other_field(string lineEnd) =>
        ShouldHaveNoBcc(Mails.ToBob with { Headers = [new("List-Id", $"plaza{lineEnd}Bcc: eve@example.org")] });

    [Theory]
    [InlineData("bob@example.org\r\nBcc: eve@example.org")]
    [InlineData("bob@example.org>\r\nRCPT TO:<eve@example.org")]
    [InlineData("bob\0@example.org")]
    [InlineData("bob>,<eve@example.org")]
    [InlineData("bob@example.org, eve@example.org")]
    [InlineData("bob@exam ple.org")]
    [InlineData("bob @example.org")]
    [InlineData("bob..b@example.org")]
    [InlineData("bob@")]
    [InlineData("@example.org")]
    [InlineData("bob@-example.org")]
    [InlineData("bob@example..org")]
    [InlineData("bob@example.org.")]
    [InlineData("bob")]
    [InlineData("")]
    public void Invalid_addresses_are_rejected(string address) =>
        Should.Throw<UnsendableMailException>(() => MimeWriter.Write(Mails.ToBob with { To = new(address) }))
            .Message.ShouldContain("is not an e-mail address");

    [Fact]
    public void An_address_with_a_non_ASCII_local_part_is_rejected_with_a_clear_sentence() =>
        Should.Throw<UnsendableMailException>(() => MimeWriter.Write(Mails.ToBob with { To = new("jürgen@example.org") }))
            .Message.ShouldBe("'jürgen@example.org' has letters beyond ASCII before the @; this server cannot write to such an address.");

    [Theory]
    [InlineData("Bcc: eve@example.org\r\nX", "x")]
    [InlineData("", "x")]
    [InlineData("X Y", "x")]
    [InlineData("Bcc", "eve@example.org")]
    [InlineData("content-type", "text/html")]
    [InlineData("X-Empty", "")]
    [InlineData("X-Beyond", "Grüße")]
    public void A_further_header_that_is_not_allowed_is_refused(string name, string value) =>
        Should.Throw<UnsendableMailException>(() => MimeWriter.Write(Mails.ToBob with { Headers = [new(name, value)] }));

    [Fact]
    public void A_header_longer_than_servers_must_take_is_refused() =>
        Should.Throw<UnsendableMailException>(() => MimeWriter.Write(Mails.ToBob with { Headers = [new("X-Long", new string('x', 1_000))] }));

    [Theory]
    [InlineData("42")]
    [InlineData("42@example.org>\r\nBcc: eve@example.org")]
    [InlineData("4 2@example.org")]
    [InlineData("")]
    public void Invalid_message_ids_are_rejected(string id) =>
        Should.Throw<UnsendableMailException>(() => MimeWriter.Write(Mails.ToBob with { MessageId = id }));

    private static void ShouldHaveNoBcc(MailMessage message)
    {
        try
        {
            var read = ReceivedMail.Parse("", [], Encoding.Latin1.GetString(MimeWriter.Write(message)));
            read["Bcc"].ShouldBeNull();
            read.Text.ShouldBe(message.Text);
        }
        catch (UnsendableMailException)
        {
            // A rejection is fine, too.
        }
    }
}
