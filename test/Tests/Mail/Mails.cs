using Plaza.Mail.Gateway;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>Messages shared by the tests of the mail gateways.</summary>
internal static class Mails
{
    public static MailMessage ToBob { get; } = new()
    {
        From = new("plaza@example.org", "Plaza"),
        To = new("bob@example.org", "Bob"),
        Subject = "Ada has mentioned you",
        Text = "Hello Bob",
        Html = "<p>Hello Bob</p>",
        MessageId = "mention-42@example.org",
        Date = new(2026, 1, 31, 9, 5, 7, TimeSpan.FromHours(2)),
    };

    public static MailOptions OptionsFor(SmtpListener listener, MailSecurity security = MailSecurity.None) => new()
    {
        Host = "127.0.0.1",
        Port = listener.Port,
        Security = security,
        From = "plaza@example.org",
        TrustedRoot = security is MailSecurity.None ? "" : listener.TrustedRoot,
    };

    public static Task<MailResult> SendAsync(MailMessage message, MailOptions options) =>
        new SmtpGateway(options, TimeProvider.System).SendAsync(message, TestContext.Current.CancellationToken).AsTask();
}
