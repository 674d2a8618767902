using Microsoft.Extensions.Configuration;
using Plaza.Mail.Gateway;

namespace Plaza.Tests.Mail;

public sealed class MailOptionsTests
{
    [Theory]
    [InlineData("none", 25)]
    [InlineData("starttls", 587)]
    [InlineData("tls", 465)]
    public void The_port_follows_from_the_security(string security, int port) =>
        Bound(("Host", "mail.example.org"), ("Security", security)).EffectivePort.ShouldBe(port);

    [Fact]
    public void Security_left_open_is_STARTTLS_save_on_this_machine()
    {
        Bound(("Host", "mail.example.org")).EffectiveSecurity.ShouldBe(MailSecurity.StartTls);

        Bound(("Host", "localhost")).EffectiveSecurity.ShouldBe(MailSecurity.None);
    }

    [Fact]
    public void A_full_section_is_read()
    {
        var options = Bound(
            ("Host", "mail.example.org"), ("Port", "2525"), ("From", "Plaza <plaza@example.org>"), ("User", "plaza"),
            ("Password", "secret"), ("Security", "tls"), ("Timeout", "00:00:10"));

        options.EffectivePort.ShouldBe(2525);
        options.Sender.ShouldBe(new("plaza@example.org", "Plaza"));
        options.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        Faults(options).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_need_be_set()
    {
        Faults(Bound()).ShouldBeEmpty();

        Bound().Sender.ShouldBe(new("plaza@localhost", "Plaza"));
    }

    [Theory]
    [InlineData("Host", "mail.example.org", "Mail:From must be given")]
    [InlineData("From", "nobody", "Mail:From is not an address")]
    [InlineData("Port", "0", "Port")]
    [InlineData("Security", "7", "Security")]
    [InlineData("Timeout", "00:00:00", "Timeout")]
    [InlineData("TrustedRoot", "/nowhere/root.pem", "Mail:TrustedRoot")]
    [InlineData("PasswordFile", "/nowhere/password", "Mail:PasswordFile")]
    public void A_bad_setting_stops_the_start(string key, string value, string named) =>
        Faults(Bound((key, value))).ShouldContain(named);

    [Fact]
    public void A_password_for_another_machine_needs_encryption()
    {
        (string, string)[] plain = [("From", "plaza@example.org"), ("Security", "none"), ("User", "plaza"), ("Password", "secret")];

        Faults(Bound([.. plain, ("Host", "mail.example.org")])).ShouldContain("Mail:User");
        Faults(Bound([.. plain, ("Host", "127.0.0.1")])).ShouldBeEmpty();
    }

    private static MailOptions Bound(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"Mail:{setting.Key}", setting.Value)))
        .Build()
        .GetSection(MailOptions.Section)
        .Get<MailOptions>() ?? new();

    private static string Faults(MailOptions options) => new MailOptionsValidator().Validate(null, options).FailureMessage ?? "";
}
