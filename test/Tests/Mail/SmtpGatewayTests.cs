using System.Text;
using Plaza.Mail.Gateway;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

public sealed class SmtpGatewayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_arrives_as_it_was_written()
    {
        await using var listener = SmtpListener.Start();

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));

        result.ShouldBe(MailResult.Sent("250 2.0.0 Taken"));
        var mail = await listener.ReceivedAsync(mail => mail.To.Contains("bob@example.org"), Ct);
        mail.From.ShouldBe("plaza@example.org");
        mail.Raw.ShouldBe(Encoding.ASCII.GetString(MimeWriter.Write(Mails.ToBob)));
        mail.Text.ShouldBe("Hello Bob");
        listener.Commands.Select(line => line.Split(" SIZE=")[0]).ShouldBe(
            ["EHLO example.org", "MAIL FROM:<plaza@example.org>", "RCPT TO:<bob@example.org>", "DATA", "QUIT"]);
    }

    [Fact]
    public async Task A_lone_dot_does_not_end_the_message()
    {
        await using var listener = SmtpListener.Start();
        const string text = "one\n.\nMAIL FROM:<eve@example.org>\n..\n.three\n.";

        await Mails.SendAsync(Mails.ToBob with { Text = text, Html = null }, Mails.OptionsFor(listener));

        (await listener.ReceivedAsync(1, Ct))[0].Text.ShouldBe(text);
        listener.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Greylisting_is_retried()
    {
        await using var listener = SmtpListener.Start();
        listener.Greylist(times: 1);

        var first = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));
        var second = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));

        first.ShouldBe(MailResult.TryLater("451 4.7.1 Greylisted, please come again later"));
        second.Outcome.ShouldBe(MailOutcome.Sent);
    }

    [Fact]
    public async Task An_unknown_recipient_is_rejected_for_good()
    {
        await using var listener = SmtpListener.Start();
        listener.Reject("bob@example.org");

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));

        result.ShouldBe(MailResult.Rejected("550 5.1.1 There is nobody of that name"));
        listener.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GREETING", "421 4.3.2 Shutting down", "Unreachable")]
    [InlineData("GREETING", "450 4.3.2 Too many connections", "Unreachable")]
    [InlineData("GREETING", "554 5.7.1 Go away", "OperatorNeeded")]
    [InlineData("GREETING", "SSH-2.0-OpenSSH_9.2", "Unreachable")]
    [InlineData("GREETING", "250-one\r\n550 two", "Unreachable")]
    [InlineData("EHLO", "421 4.3.2 Shutting down", "Unreachable")]
    [InlineData("EHLO", "550 5.7.1 Who?", "Sent")] // MailKit tries HELO then
    [InlineData("MAIL", "550 5.7.1 Not you", "Rejected")]
    [InlineData("MAIL", "530 5.7.0 Sign in first", "OperatorNeeded")]
    [InlineData("MAIL", "421 4.7.0 Too many", "Unreachable")]
    [InlineData("RCPT", "421 4.7.0 Too many", "Unreachable")]
    [InlineData("DATA", "421 4.7.0 Too many", "Unreachable")]
    [InlineData(".", "421 4.7.0 Too many", "Unreachable")]
    [InlineData("DATA", "452 4.3.1 Disk full", "TryLater")]
    [InlineData("DATA", "250 Odd", "Unreachable")]
    [InlineData(".", "451 4.3.0 Cannot now", "TryLater")]
    [InlineData(".", "554 5.7.1 Spam", "Rejected")]
    [InlineData(".", "250-Two\r\n250 lines", "Sent")]
    [InlineData("EHLO", "502 5.5.1 Too modern", "Sent")]
    [InlineData("QUIT", "500 Stay!", "Sent")]
    [InlineData("QUIT", "nonsense", "Sent")]
    public async Task The_meaning_of_a_reply_depends_on_the_step(string at, string reply, string outcome)
    {
        await using var listener = SmtpListener.Start();
        listener.Answer(at, reply);

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));

        result.Outcome.ToString().ShouldBe(outcome);
        if (result.Outcome is MailOutcome.TryLater or MailOutcome.Rejected)
            result.Reply.ShouldBe(reply);
    }

    [Fact]
    public async Task An_outage_is_reported_as_such_and_ends()
    {
        await using var listener = SmtpListener.Start();
        await listener.StopAsync();
        (await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener))).Outcome.ShouldBe(MailOutcome.Unreachable);

        listener.StartAgain();

        (await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener))).Outcome.ShouldBe(MailOutcome.Sent);
    }

    [Fact]
    public async Task A_connection_lost_before_the_last_answer_leaves_it_open_and_a_repeat_bears_the_same_id()
    {
        await using var listener = SmtpListener.Start();
        listener.DropAfterData();

        var first = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));
        var second = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));

        first.Outcome.ShouldBe(MailOutcome.TryLater);
        second.Outcome.ShouldBe(MailOutcome.Sent);
        var stored = await listener.ReceivedAsync(2, Ct);
        stored[0].Raw.ShouldBe(stored[1].Raw);
    }

    [Fact]
    public async Task A_reply_is_shown_as_one_short_line_without_control_characters()
    {
        await using var listener = SmtpListener.Start();
        listener.Answer("RCPT", $"550-no\u001b[31m\r\n550 way {new string('x', 2_000)}");

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener));

        result.Outcome.ShouldBe(MailOutcome.Rejected);
        result.Reply.ShouldStartWith("550 no [31m way xxx");
        result.Reply.Length.ShouldBe(500);
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_is_rejected_without_a_connection()
    {
        await using var listener = SmtpListener.Start();

        var result = await Mails.SendAsync(Mails.ToBob with { To = new("jürgen@example.org") }, Mails.OptionsFor(listener));

        result.Outcome.ShouldBe(MailOutcome.Rejected);
        listener.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_told_not_thrown()
    {
        var options = new MailOptions { Host = "no-such-host.invalid", Security = MailSecurity.None };

        (await Mails.SendAsync(Mails.ToBob, options)).Outcome.ShouldBe(MailOutcome.Unreachable);
    }
}
