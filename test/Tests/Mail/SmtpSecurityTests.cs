using System.Net;
using System.Text;
using Plaza.Mail.Gateway;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

public sealed class SmtpSecurityTests
{
    private static readonly SmtpListenerSetup StartTls = new() { StartTls = true };
    private static readonly SmtpListenerSetup Tls = new() { ImplicitTls = true };

    [Fact]
    public async Task With_STARTTLS_only_the_greeting_is_unencrypted()
    {
        await using var listener = SmtpListener.Start(StartTls);

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener, MailSecurity.StartTls));

        result.Outcome.ShouldBe(MailOutcome.Sent);
        listener.Commands.Take(3).ShouldBe(["EHLO example.org", "STARTTLS", "EHLO example.org"]);
    }

    [Fact]
    public async Task With_TLS_everything_is_encrypted()
    {
        await using var listener = SmtpListener.Start(Tls);

        (await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener, MailSecurity.Tls))).Outcome.ShouldBe(MailOutcome.Sent);
    }

    [Theory]
    [InlineData("EHLO", "250 listener.test")]
    [InlineData("STARTTLS", "454 4.7.0 Not available")]
    [InlineData("STARTTLS", "502 5.5.1 Not understood")]
    public async Task Without_STARTTLS_nothing_is_sent(string at, string reply)
    {
        await using var listener = SmtpListener.Start(StartTls);
        listener.Answer(at, reply);

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener, MailSecurity.StartTls));

        result.Outcome.ShouldBeOneOf(MailOutcome.Unreachable, MailOutcome.OperatorNeeded);
        listener.Commands.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
        listener.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Data_injected_before_the_encryption_is_ignored()
    {
        await using var listener = SmtpListener.Start(StartTls with { User = "plaza", Password = "secret" });
        listener.AfterStartTls = "250-evil.test\r\n250 AUTH NONE\r\n";
        var options = Mails.OptionsFor(listener, MailSecurity.StartTls);
        (options.User, options.Password) = ("plaza", "secret");

        (await Mails.SendAsync(Mails.ToBob, options)).Outcome.ShouldBe(MailOutcome.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted(bool implicitTls)
    {
        await using var listener = SmtpListener.Start(implicitTls ? Tls : StartTls);
        var options = Mails.OptionsFor(listener, implicitTls ? MailSecurity.Tls : MailSecurity.StartTls);
        options.TrustedRoot = "";

        var result = await Mails.SendAsync(Mails.ToBob, options);

        result.Outcome.ShouldBe(MailOutcome.OperatorNeeded);
        result.Reply.ShouldContain("The certificate of the mail server is not trusted: RemoteCertificateChainErrors, UntrustedRoot.");
        listener.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_where_it_should_is_reported_by_the_innermost_message()
    {
        await using var listener = SmtpListener.Start();
        var options = Mails.OptionsFor(listener);
        options.Security = MailSecurity.Tls;

        var result = await Mails.SendAsync(Mails.ToBob, options);

        result.Outcome.ShouldBeOneOf(MailOutcome.OperatorNeeded, MailOutcome.Unreachable);
        result.Reply.ShouldNotContain("inner exception");
        result.Reply.ShouldNotContain("SSL or TLS connection");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        await using var listener = SmtpListener.Start(Tls with { CertifiedName = "mail.example.org" });

        var result = await Mails.SendAsync(Mails.ToBob, Mails.OptionsFor(listener, MailSecurity.Tls));

        result.Outcome.ShouldBe(MailOutcome.OperatorNeeded);
        result.Reply.ShouldContain("RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task A_trusted_root_vouches_for_nobody_elses_certificate()
    {
        await using var listener = SmtpListener.Start(Tls);
        await using var other = SmtpListener.Start(Tls);
        var options = Mails.OptionsFor(listener, MailSecurity.Tls);
        options.TrustedRoot = other.TrustedRoot;

        (await Mails.SendAsync(Mails.ToBob, options)).Outcome.ShouldBe(MailOutcome.OperatorNeeded);
    }

    [Fact]
    public async Task A_root_file_that_is_gone_is_told_not_thrown()
    {
        await using var listener = SmtpListener.Start(Tls);
        var options = Mails.OptionsFor(listener, MailSecurity.Tls);
        options.TrustedRoot = "/nowhere/root.pem";

        (await Mails.SendAsync(Mails.ToBob, options)).Outcome.ShouldBe(MailOutcome.OperatorNeeded);
    }

    [Theory]
    [InlineData("PLAIN LOGIN", "AUTH PLAIN")]
    [InlineData("LOGIN", "AUTH LOGIN")]
    public async Task Who_must_sign_in_does_so_by_PLAIN_if_it_is_offered_and_else_by_LOGIN(string offered, string used)
    {
        await using var listener = SmtpListener.Start(StartTls with { User = "plaza", Password = "pässword", Mechanisms = offered });
        var options = Mails.OptionsFor(listener, MailSecurity.StartTls);
        (options.User, options.Password) = ("plaza", "pässword");

        (await Mails.SendAsync(Mails.ToBob, options)).Outcome.ShouldBe(MailOutcome.Sent);
        listener.Commands.ShouldContain(line => line.StartsWith(used, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_may_lie_in_a_file()
    {
        await using var listener = SmtpListener.Start(new() { User = "plaza", Password = "from file" });
        var folder = Directory.CreateTempSubdirectory("plaza-password-");
        var options = Mails.OptionsFor(listener);
        (options.User, options.PasswordFile) = ("plaza", Path.Combine(folder.FullName, "password"));
        await File.WriteAllTextAsync(options.PasswordFile, "from file\n", TestContext.Current.CancellationToken);

        (await Mails.SendAsync(Mails.ToBob, options)).Outcome.ShouldBe(MailOutcome.Sent);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    public async Task A_refused_sign_in_costs_nobody_his_mail_and_does_not_show_the_password(string offered)
    {
        await using var listener = SmtpListener.Start(new() { User = "plaza", Password = "right", Mechanisms = offered });
        var options = Mails.OptionsFor(listener);
        (options.User, options.Password) = ("plaza", "wrong-password");

        var result = await Mails.SendAsync(Mails.ToBob, options);

        result.Outcome.ShouldBe(MailOutcome.OperatorNeeded);
        result.Reply.ShouldNotContain("wrong-password");
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("::ffff:192.0.2.1", false)]
    public void Unencrypted_only_this_machine_is_private(string peer, bool isPrivate) =>
        SmtpConnection.IsThisMachine(IPAddress.Parse(peer)).ShouldBe(isPrivate);
}
