using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Plaza.Mail.Gateway;

/// <summary>
/// One SMTP connection; each method has the timeout of the deadline. MailKit implements SMTP; this class decides when a password may be sent and
/// which certificates are trusted.
/// </summary>
internal sealed class SmtpConnection : SmtpClient
{
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(5);

    private readonly MailOptions _options;
    private readonly Deadline _deadline;
    private bool _isLoopback;

    public SmtpConnection(MailOptions options, Deadline deadline)
    {
        _options = options;
        _deadline = deadline;
        ServerCertificateValidationCallback = SmtpTrust.Demand;
    }

    /// <summary>
    /// Connects, reads the greeting, sends EHLO and, if configured, encrypts the connection. Fails if encryption is configured but not possible.
    /// </summary>
    public Task OpenAsync(CancellationToken ct) => _deadline.RunAsync(
        async inTime =>
        {
            LocalDomain = SmtpAddress.DomainOf(_options.Sender.Address);
            var tcp = new TcpClient();
            try
            {
                await tcp.ConnectAsync(_options.Host, _options.EffectivePort, inTime);
                _isLoopback = tcp.Client.RemoteEndPoint is IPEndPoint { Address: var peer } && IsThisMachine(peer);
                await ConnectAsync(tcp.Client, _options.Host, _options.EffectivePort, Security, inTime);
            }
            catch
            {
                tcp.Dispose();
                throw;
            }
        },
        ct);

    /// <summary>
    /// Authenticates by PLAIN, or by LOGIN if the server offers only that; never over an unencrypted connection to another machine.
    /// </summary>
    public Task SignInAsync(CancellationToken ct) => _deadline.RunAsync(
        async inTime =>
        {
            if (!IsSecure && !_isLoopback)
                throw new NotSupportedException("The password is not sent: the connection to the mail server is not encrypted.");

            var password = await PasswordAsync(inTime);
            SaslMechanism mechanism =
                AuthenticationMechanisms.Contains("PLAIN") ? new SaslMechanismPlain(Encoding.UTF8, _options.User, password)
                : AuthenticationMechanisms.Contains("LOGIN") ? new SaslMechanismLogin(Encoding.UTF8, _options.User, password)
                : throw new NotSupportedException("The mail server offers neither AUTH PLAIN nor AUTH LOGIN.");
            await AuthenticateAsync(mechanism, inTime);
        },
        ct);

    /// <returns>The last reply of the server, which accepts the message.</returns>
    public async Task<string> HandOverAsync(MailMessage message, MimeMessage mime, HandOver handOver)
    {
        var reply = "";
        await _deadline.RunAsync(
            async inTime => reply = await SendAsync(
                MimeWriter.Format,
                mime,
                new MailboxAddress("", SmtpAddress.Of(message.From.Address)),
                [new MailboxAddress("", SmtpAddress.Of(message.To.Address))],
                inTime,
                handOver),
            handOver.Token);
        return reply;
    }

    /// <summary>Sends QUIT. The reply does not matter, so the wait is at most 5 s.</summary>
    public async Task QuitAsync(CancellationToken ct)
    {
        try
        {
            await _deadline.CappedAt(QuitTimeout).RunAsync(inTime => DisconnectAsync(quit: true, inTime), ct);
        }
        catch (Exception failure) when (failure is IOException or TimeoutException or OperationCanceledException)
        {
            // The server hangs or has closed the connection; the message is delivered in any case.
        }
    }

    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(
        string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var ssl = SmtpTrust.For(_options);
        ssl.RemoteCertificateValidationCallback = remoteCertificateValidationCallback;
        return ssl;
    }

    internal static bool IsThisMachine(IPAddress peer) => IPAddress.IsLoopback(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);

    /// <summary>Excludes MailKit's options that fall back to an unencrypted connection.</summary>
    private SecureSocketOptions Security => _options.EffectiveSecurity switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };

    private async Task<string> PasswordAsync(CancellationToken ct)
    {
        if (_options.PasswordFile.Length is 0)
            return _options.Password;

        using var file = File.OpenText(_options.PasswordFile);
        return await file.ReadLineAsync(ct) ?? "";
    }
}
