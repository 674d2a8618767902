using System.Text;
using Plaza.Mail.Gateway;

namespace Plaza.Tests.Mail;

public sealed class SmtpReplyTests
{
    [Fact]
    public async Task Several_lines_are_one_answer()
    {
        var reply = await ReadAsync("250-mail.example.org\r\n250-AUTH PLAIN LOGIN\r\n250-auth=CRAM-MD5\r\n250 STARTTLS\r\n");

        reply.Code.ShouldBe(250);
        reply.Offer("auth").ShouldBe(["PLAIN", "LOGIN", "CRAM-MD5"]);
        reply.Offer("STARTTLS").ShouldBe([]);
        reply.Offer("mail.example.org").ShouldBeNull();
    }

    [Fact]
    public async Task Answers_that_come_together_are_read_one_by_one()
    {
        var reader = new SmtpReplyReader(new MemoryStream("250 one\r\n250\r\n451 three\n"u8.ToArray()));

        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ToString().ShouldBe("250 one");
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ToString().ShouldBe("250");
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ToString().ShouldBe("451 three");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("\r\n")]
    [InlineData("25\r\n")]
    [InlineData("250x\r\n")]
    [InlineData("150 early\r\n")]
    [InlineData("999 late\r\n")]
    [InlineData("+50 signed\r\n")]
    [InlineData("250-one\r\n550 two\r\n")]
    public async Task What_is_no_answer_is_not_taken_for_one(string said) =>
        await Should.ThrowAsync<InvalidDataException>(ReadAsync(said));

    [Theory]
    [InlineData("")]
    [InlineData("250 cut o")]
    [InlineData("250-more\r\n")]
    public async Task Half_an_answer_is_a_lost_connection(string said) =>
        await Should.ThrowAsync<EndOfStreamException>(ReadAsync(said));

    [Fact]
    public async Task A_line_without_end_is_cut_off_at_four_kilobytes()
    {
        (await ReadAsync($"250 {new string('x', 4_090)}\r\n")).Code.ShouldBe(250);

        await Should.ThrowAsync<InvalidDataException>(ReadAsync($"250 {new string('x', 4_093)}\r\n"));
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off() =>
        await Should.ThrowAsync<InvalidDataException>(ReadAsync(string.Concat(Enumerable.Repeat("250-and more\r\n", 10_000))));

    [Fact]
    public async Task An_answer_is_shown_as_one_short_line_without_control_characters()
    {
        (await ReadAsync("550-no\u001b[31m\r\n550 \0way\r\n")).ToString().ShouldBe("550 no [31m way");

        (await ReadAsync($"550 {new string('x', 2_000)}\r\n")).ToString().Length.ShouldBe(500);
    }

    private static Task<SmtpReply> ReadAsync(string said) =>
        new SmtpReplyReader(new MemoryStream(Encoding.UTF8.GetBytes(said))).ReadAsync(TestContext.Current.CancellationToken);
}
