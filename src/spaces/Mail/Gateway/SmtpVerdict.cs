using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Maps each way a conversation can fail to what becomes of the message. A 5xx refuses the message for good only when it answers the
/// message: a server that does not let us in, or no longer takes our password, must not cost anybody his mail.
/// </summary>
internal static class SmtpVerdict
{
    private const int MaxReplyLength = 500;

    /// <summary>A failure before the message: connecting, greeting, EHLO, STARTTLS, AUTH.</summary>
    /// <returns>Null for an exception that is no failure of the conversation.</returns>
    public static MailResult? OnUs(Exception failure) => failure switch
    {
        SmtpCommandException command => OnUs(command),
        AuthenticationException refused when refused.Message.StartsWith('4') => MailResult.Unreachable(Shown(refused.Message)),
        AuthenticationException or SaslException or NotSupportedException => MailResult.OperatorNeeded(Shown(failure.Message)),
        SslHandshakeException handshake => MailResult.OperatorNeeded(Shown(handshake.GetBaseException().Message)),
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or CryptographicException => MailResult.OperatorNeeded(Shown(failure.Message)),
        _ when IsOfTheNetwork(failure) => MailResult.Unreachable(Shown(failure.Message)),
        _ => null,
    };

    /// <summary>A failure while the message is handed over.</summary>
    /// <param name="failure">What MailKit threw.</param>
    /// <param name="mayHaveArrived">
    /// Whether the message was being written: then it counts as an attempt of this message, so that one that makes the server hang up, or
    /// that it takes without saying so, is not sent for ever.
    /// </param>
    /// <returns>Null for an exception that is no failure of the conversation.</returns>
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

    /// <summary>One line without control characters, at most 500 characters: fit for a log or a page.</summary>
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
