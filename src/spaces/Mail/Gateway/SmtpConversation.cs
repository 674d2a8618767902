using System.Security.Authentication;

namespace Plaza.Mail.Gateway;

/// <summary>What is said over one connection to hand over one message, from the greeting to the farewell.</summary>
internal sealed class SmtpConversation(SmtpWire wire, MailOptions options)
{
    public async Task<MailResult> DeliverAsync(SmtpReply greeting, MailMessage message, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var result = await TryAsync(greeting, message, content, ct);
        await TakeLeaveAsync(ct);
        return result;
    }

    private async Task<MailResult> TryAsync(SmtpReply greeting, MailMessage message, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        try
        {
            Demand(greeting, 200, SmtpVerdict.OnUs);
            await IntroduceAsync(WireAddress.DomainOf(message.From.Address), ct);
            return await HandOverAsync(message, content, ct);
        }
        catch (SmtpStoppedException stopped)
        {
            return stopped.Result;
        }
    }

    private async Task IntroduceAsync(string self, CancellationToken ct)
    {
        var offers = await GreetAsync(self, ct);

        if (options.Protection is MailSecurity.StartTls)
        {
            await StartTlsAsync(offers, ct);
            offers = await GreetAsync(self, ct);
        }
        if (options.User.Length > 0)
            await SmtpSignIn.RunAsync(wire, offers.Offer("AUTH"), options, ct);
    }

    private async Task<SmtpReply> GreetAsync(string self, CancellationToken ct)
    {
        var reply = await wire.AskAsync($"EHLO {self}", ct);
        if (reply.Code is 500 or 502)
            reply = await wire.AskAsync($"HELO {self}", ct);
        return Demand(reply, 200, SmtpVerdict.OnUs);
    }

    private async Task StartTlsAsync(SmtpReply offers, CancellationToken ct)
    {
        if (offers.Offer("STARTTLS") is null)
            throw new SmtpStoppedException(MailResult.Unreachable("The mail server offers no STARTTLS, and nothing is sent without."));

        Demand(await wire.AskAsync("STARTTLS", ct), 200, SmtpVerdict.OnUs);
        await wire.EncryptAsync(options, ct);
    }

    private async Task<MailResult> HandOverAsync(MailMessage message, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        await TellAsync($"MAIL FROM:<{WireAddress.Of(message.From.Address)}>", 200, ct);
        await TellAsync($"RCPT TO:<{WireAddress.Of(message.To.Address)}>", 200, ct);
        await TellAsync("DATA", 300, ct);

        var answer = await wire.AskAsync(DotStuffing.Wrap(content.Span), ct);
        return MailResult.Sent($"{Demand(answer, 200, SmtpVerdict.OnMessage)}");
    }

    private async Task TellAsync(string command, int hundred, CancellationToken ct) =>
        Demand(await wire.AskAsync(command, ct), hundred, SmtpVerdict.OnMessage);

    private static SmtpReply Demand(SmtpReply reply, int hundred, Func<SmtpReply, MailResult> otherwise) =>
        reply.Code - reply.Code % 100 == hundred ? reply : throw new SmtpStoppedException(otherwise(reply));

    /// <summary>Courtesy only. The result stands, whatever the server makes of it and whoever cancels meanwhile.</summary>
    private async Task TakeLeaveAsync(CancellationToken ct)
    {
        try
        {
            await wire.LeaveAsync(ct);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or TimeoutException
            or AuthenticationException or OperationCanceledException)
        {
            // it has hung up, or hangs: nothing depends on it
        }
    }
}
