using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Plaza.Mail.Gateway;

/// <summary>Hands mail to an SMTP server, one connection a message.</summary>
internal sealed class SmtpGateway(MailOptions options, TimeProvider clock) : IMailGateway
{
    private readonly Deadline _deadline = new(options.Timeout, clock);

    public async ValueTask<MailResult> SendAsync(MailMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();

        try
        {
            var content = MimeWriter.Write(message);
            var (wire, greeting) = await SmtpWire.OpenAsync(options, _deadline, ct);

            await using (wire)
                return await new SmtpConversation(wire, options).DeliverAsync(greeting, message, content, ct);
        }
        catch (UnsendableMailException unsendable)
        {
            return MailResult.Refused(unsendable.Message);
        }
        catch (Exception failure) when (IsOfTheWay(failure))
        {
            return MailResult.Unreachable($"{options.Host}:{options.PortInUse}: {failure.Message}");
        }
    }

    /// <summary>It keeps nothing.</summary>
    public void Forget(string id)
    {
    }

    /// <summary>The network, the encryption, the server's manners, or the files that the settings name.</summary>
    private static bool IsOfTheWay(Exception failure) => failure
        is SocketException or IOException or InvalidDataException or TimeoutException
        or AuthenticationException or CryptographicException or UnauthorizedAccessException;
}
