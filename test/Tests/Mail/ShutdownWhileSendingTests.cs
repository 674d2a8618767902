using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>SIGTERM at each step of an SMTP conversation: after the next start the mail has arrived once.</summary>
[Trait("Speed", "slow")]
public sealed class ShutdownWhileSendingTests
{
    [Theory]
    [InlineData("GREETING")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("BODY")]
    [InlineData(".")]
    [InlineData("QUIT")]
    public async Task A_mail_arrives_once_although_the_server_is_stopped_while_it_is_sent(string step)
    {
        var ct = TestContext.Current.CancellationToken;
        var release = new TaskCompletionSource();
        await using var smtp = SmtpListener.Start();
        smtp.HoldAt(step, release.Task);
        var folder = MigratedDatabase.NewFolder();
        (string, string)[] settings =
        [
            ("PLAZA__MAIL__HOST", "127.0.0.1"), ("PLAZA__MAIL__PORT", $"{smtp.Port}"), ("PLAZA__MAIL__FROM", "plaza@plaza.example"),
        ];

        await using (var server = await ServerProcess.StartAsync(folder, settings))
        {
            await new PageClient(server.Client).PostWithTokenAsync(
                "/signup", "/signup", ("username", "ada"), ("email", "ada@example.org"), ("password", TestAccount.Password));
            await ReachedAsync(smtp, step, ct);
            server.Signal("TERM");
            await Eventually.TrueAsync(() => IsStoppingAsync(server), "the server stops");
            release.SetResult();
            (await server.EndAsync()).ShouldBe(0, server.Said);
        }

        await using (var again = await ServerProcess.StartAsync(folder, settings))
        {
            await Eventually.TrueAsync(
                () => folder.Number("select count(*) from tasks where name = 'mail.confirmation' and state = 2") is 1, "the mail is recorded as sent");
            smtp.Received.ShouldHaveSingleItem();
            (await again.StopAsync()).ShouldBe(0, again.Said);
        }

        Directory.Delete(folder.Path, recursive: true);
    }

    private static Task ReachedAsync(SmtpListener smtp, string step, CancellationToken ct) => step switch
    {
        "GREETING" => Eventually.TrueAsync(() => smtp.Connections > 0, "the server has connected"),
        "BODY" => smtp.HeardAsync("DATA", ct),
        "." => smtp.ReceivedAsync(1, ct),
        _ => smtp.HeardAsync(step, ct),
    };

    private static async Task<bool> IsStoppingAsync(ServerProcess server)
    {
        try
        {
            using var response = await server.Client.GetAsync("/readyz");
            return server.HasEnded || !response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
