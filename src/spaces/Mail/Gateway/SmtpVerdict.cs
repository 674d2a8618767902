using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Maps each failure of an SMTP conversation to the outcome of the message. A 5xx is a permanent failure of the message only when it replies to the
/// message itself. A server that rejects the connection or the password must not cause the loss of mail.
/// </summary>
internal static class SmtpVerdict
{
    private const int MaxReplyLength = 500;

    /// <summary>Maps a failure before the message: connecting, greeting, EHLO, STARTTLS, AUTH.</summary>
    /// <returns>Null for exceptions that are not SMTP failures.</returns>
    public static MailResult? OnUs(Exception failure) => failure switch
    {
        SmtpCommandException command => OnUs(command),
        AuthenticationException rejection when rejection.Message.StartsWith('4') => MailResult.Unreachable(Shown(rejection.Message)),
        AuthenticationException or SaslException or NotSupportedException => MailResult.OperatorNeeded(Shown(failure.Message)),
        SslHandshakeException handshake => MailResult.OperatorNeeded(Shown(handshake.GetBaseException().Message)),
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or CryptographicException => MailResult.OperatorNeeded(Shown(failure.Message)),
        _ when IsOfTheNetwork(failure) => MailResult.Unreachable(Shown(failure.Message)),
        _ => null,
    };

    /// <summary>Maps a failure during the transfer of the message.</summary>
    /// <param name="failure">The exception thrown by MailKit.</param>
    /// <param name="mayHaveArrived">
    /// Whether the transfer had begun. Then the attempt counts, so that a message at which the server closes the connection, or which it accepts
    /// without a reply, is not sent forever.
    /// </param>
    /// <returns>Null for exceptions that are not SMTP failures.</returns>
    public static MailResult? OnMessage(Exception failure, bool mayHaveArrived) => failure switch
    {
        ServiceNotAuthenticatedException => MailResult.OperatorNeeded(Shown(failure.Message)),
        SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } command => MailResult.Unreachable(Reply(command)),
        SmtpCommandException { StatusCode: (SmtpStatusCode)534 or (SmtpStatusCode)535 or (SmtpStatusCode)538 } command => MailResult.OperatorNeeded(Reply(command)),
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } command => MailResult.Rejected(Reply(command)),
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)400 } command => MailResult.TryLater(Reply(command)),
        SmtpCommandException command => MailResult.Unreachable(Reply(command)),
        _ when IsOfTheNetwork(failure) && mayHaveArrived => MailResult.TryLater(Shown(failure.Message)),
        _ when IsOfTheNetwork(failure) => MailResult.Unreachable(Shown(failure.Message)),
        _ => null,
    };

    /// <summary>Sanitizes text for logs and pages: one line without control characters, at most 500 characters.</summary>
    public static string Shown(string text)
    {
        var clean = HeaderText.Sanitize(text);
        return clean.Length <= MaxReplyLength ? clean : clean[..MaxReplyLength];
    }

    private static MailResult OnUs(SmtpCommandException command) => command.StatusCode >= (SmtpStatusCode)500
        ? MailResult.OperatorNeeded(Reply(command))
        : MailResult.Unreachable(Reply(command));

    private static string Reply(SmtpCommandException command) => Shown($"{(int)command.StatusCode} {command.Message}");

    private static bool IsOfTheNetwork(Exception failure) =>
        failure is SocketException or IOException or TimeoutException or ProtocolException or ServiceNotConnectedException;
}
