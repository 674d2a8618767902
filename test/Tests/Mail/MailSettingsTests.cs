using Plaza.Contracts.Authentication;
using Plaza.Data.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>The ways of sending mail that the settings allow.</summary>
public sealed class MailSettingsTests
{
    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task Mail_is_encrypted_when_the_settings_require_it(string security)
    {
        var setup = new SmtpListenerSetup { StartTls = security is "starttls", ImplicitTls = security is "tls", User = "plaza", Password = "geheim" };
        await using var certified = SmtpListener.Start(setup);
        await using var plaza = await PlazaTestServer.StartAsync(
            ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{certified.Port}"), ("Mail:From", "plaza@plaza.example"), ("Mail:Security", security),
            ("Mail:TrustedRoot", certified.TrustedRoot), ("Mail:User", "plaza"), ("Mail:Password", "geheim"));
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");

        (await certified.ReceivedAsync(1, TestContext.Current.CancellationToken))[0].To.ShouldBe([bob.Email]);
    }

    [Theory]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/", "plaza.example")]
    [InlineData("https://BÜCHER.example:8443", "https://xn--bcher-kva.example:8443/", "plaza.example")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/", "plaza.example")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "plaza.example")]
    public async Task Mail_leaves_under_every_public_address_and_its_headers_are_in_ASCII(string publicUrl, string links, string domain)
    {
        await using var plaza = await MailServerFixture.StartAsync(("Server:PublicUrl", publicUrl));
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        await plaza.Server.AskAsync(new SignUp("newcomer", "newcomer@example.org", TestAccount.Password));
        await plaza.Server.AskAsync(new ChangePassword(bob.Account, TestAccount.Password, "another good sentence", default));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        await plaza.Server.QuietAsync();

        plaza.Smtp.Received.Count.ShouldBe(3);
        foreach (var mail in plaza.Smtp.Received)
        {
            mail.MessageId.ShouldEndWith($"@{domain}>");
            mail.Text!.ShouldContain(links);
            mail.Raw.ShouldAllBe(letter => char.IsAscii(letter));
        }
    }

    [Theory]
    [InlineData("https://bücher.example", "@xn--bcher-kva.example>")]
    [InlineData("http://[::1]:8080", "@localhost>")]
    [InlineData("http://127.0.0.1:8080", "@127.0.0.1>")]
    public async Task A_mail_in_the_data_folder_has_a_valid_id_too(string publicUrl, string ending)
    {
        await using var plaza = await PlazaTestServer.StartAsync(("Server:PublicUrl", publicUrl));

        await plaza.AskAsync(new SignUp("newcomer", "newcomer@example.org", TestAccount.Password));
        await plaza.QuietAsync();

        var file = Directory.GetFiles(plaza.Folder.Mail, "*.eml").ShouldHaveSingleItem();
        var mail = ReceivedMail.Parse("", [], await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken));
        mail.MessageId.ShouldEndWith(ending);
    }

    [Fact]
    public async Task Mail_waits_rather_than_go_to_a_server_that_cannot_show_who_it_is()
    {
        await using var plaza = await MailServerFixture.StartAsync(TimeProvider.System, new() { StartTls = true }, ("Mail:Security", "starttls"));
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");

        (await plaza.MailForAsync(bob)).ShouldBeEmpty();
        (await plaza.TasksAsync("mail.mention", TaskState.Pending, 1))[0].Attempts.ShouldBe(0);
        plaza.Smtp.Commands.ShouldNotContain(line => line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_a_mail_server_mails_lie_in_the_data_folder()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        await plaza.QuietAsync();

        var file = Directory.GetFiles(plaza.Folder.Mail, "*.eml").ShouldHaveSingleItem();
        var mail = ReceivedMail.Parse("", [], await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken));
        mail["To"]!.ShouldContain(bob.Email);
        mail.Subject.ShouldBe($"@{ada.Handle} mentioned you");
        mail.Text!.ShouldContain($"{plaza.Url.ToString().TrimEnd('/')}/@{ada.Handle}/");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
