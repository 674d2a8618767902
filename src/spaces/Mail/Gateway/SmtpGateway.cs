using MimeKit;

namespace Plaza.Mail.Gateway;

/// <summary>Sends mail to an SMTP server, with one connection for each message.</summary>
internal sealed class SmtpGateway(MailOptions options, TimeProvider clock) : IMailGateway
{
    private readonly Deadline _deadline = new(options.Timeout, clock);

    public async ValueTask<MailResult> SendAsync(MailMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();

        MimeMessage mime;
        try
        {
            mime = MimeWriter.Compose(message);
        }
        catch (UnsendableMailException unsendable)
        {
            return MailResult.Rejected(unsendable.Message);
        }

        using (mime)
        using (var connection = new SmtpConnection(options, _deadline))
        {
            var result = await OpenAsync(connection, ct) ?? await HandOverAsync(connection, message, mime, ct);
            await connection.QuitAsync(ct);
            return result;
        }
    }

    /// <summary>Does nothing: this gateway stores no copies.</summary>
    public void Delete(string id)
    {
    }

    /// <returns>Null when the server is ready for the message.</returns>
    private async Task<MailResult?> OpenAsync(SmtpConnection connection, CancellationToken ct)
    {
        try
        {
            await connection.OpenAsync(ct);
            if (options.User.Length > 0)
                await connection.SignInAsync(ct);
            return null;
        }
        catch (Exception failure) when (SmtpVerdict.OnUs(failure) is { } result)
        {
            return result with { Reply = SmtpVerdict.Shown($"{options.Host}:{options.EffectivePort}: {result.Reply}") };
        }
    }

    private async Task<MailResult> HandOverAsync(SmtpConnection connection, MailMessage message, MimeMessage mime, CancellationToken ct)
    {
        using var handOver = new HandOver(clock, ct);
        try
        {
            return MailResult.Sent(SmtpVerdict.Shown($"250 {await connection.HandOverAsync(message, mime, handOver)}"));
        }
        catch (Exception failure) when (SmtpVerdict.OnMessage(failure, handOver.HasBegun) is { } result)
        {
            return result;
        }
    }
}
