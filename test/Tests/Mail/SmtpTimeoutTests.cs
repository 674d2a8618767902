using Plaza.Mail.Gateway;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>A mail server that stops responding. The clock is advanced by hand, once the server is known to hang.</summary>
public sealed class SmtpTimeoutTests
{
    private readonly VirtualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_server_that_hangs_is_given_up_after_half_a_minute(string at)
    {
        await using var listener = SmtpListener.Start();
        listener.HangAt(at);
        var sending = SendAsync(listener, Ct);
        await listener.HeardAsync(at, Ct);

        _clock.Advance(TimeSpan.FromSeconds(29));
        sending.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));

        var result = await sending;
        result.Outcome.ShouldBe(MailOutcome.Unreachable);
        result.Reply.ShouldEndWith("The mail server did not answer within 30 s.");
    }

    [Fact]
    public async Task A_server_that_does_not_greet_is_given_up()
    {
        await using var listener = SmtpListener.Start();
        listener.HangAt("GREETING");

        var sending = SendAsync(listener, Ct);
        _clock.Advance(TimeSpan.FromSeconds(30));

        (await sending).Outcome.ShouldBe(MailOutcome.Unreachable);
    }

    [Fact]
    public async Task A_server_that_hangs_at_the_farewell_has_taken_the_message()
    {
        await using var listener = SmtpListener.Start();
        listener.HangAt("QUIT");
        var sending = SendAsync(listener, Ct);
        await listener.HeardAsync("QUIT", Ct);

        _clock.Advance(TimeSpan.FromSeconds(5));

        (await sending).Outcome.ShouldBe(MailOutcome.Sent);
    }

    [Fact]
    public async Task A_cancellation_while_the_server_hangs_takes_effect()
    {
        await using var listener = SmtpListener.Start();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        listener.HangAt("RCPT");
        var sending = SendAsync(listener, cancel.Token);
        await listener.HeardAsync("RCPT", Ct);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending);
    }

    [Fact]
    public async Task A_cancellation_during_QUIT_still_reports_the_accepted_message()
    {
        await using var listener = SmtpListener.Start();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        listener.HangAt("QUIT");
        var sending = SendAsync(listener, cancel.Token);
        await listener.HeardAsync("QUIT", Ct);

        await cancel.CancelAsync();

        (await sending).Outcome.ShouldBe(MailOutcome.Sent);
    }

    private Task<MailResult> SendAsync(SmtpListener listener, CancellationToken ct) =>
        new SmtpGateway(Mails.OptionsFor(listener), _clock).SendAsync(Mails.ToBob, ct).AsTask();
}
