using Plaza.Contracts.Authentication;
using Plaza.Contracts.Tasks;
using Plaza.Data;
using Plaza.Data.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>
/// Many mails while the mail server is unreachable, slow or rejects the password: nothing else waits, and each mail arrives later, once.
/// </summary>
[Trait("Speed", "slow")]
public sealed class MailBacklogTests
{
    [Fact]
    public async Task Ten_thousand_mails_wait_for_the_server_without_work_and_then_arrive_once_each()
    {
        await using var smtp = SmtpListener.Start();
        var folder = await BacklogAsync(smtp, people: 100, posts: 100);
        await smtp.StopAsync();
        (string, string)[] settings =
        [
            ("PLAZA__MAIL__HOST", "127.0.0.1"), ("PLAZA__MAIL__PORT", $"{smtp.Port}"), ("PLAZA__MAIL__FROM", "plaza@plaza.example"), ("PLAZA__MAIL__RETRYUNREACHABLE", "00:00:02"),
        ];

        await using var server = await ServerProcess.StartAsync(folder, settings);
        await Eventually.TrueAsync(() => Tried(server) >= 8, "four were tried, and then one every two seconds");
        await server.SaysAsync("Circuit of task mail.mention opened");
        Tried(server).ShouldBeLessThan(20);
        server.Said.Split('\n').Length.ShouldBeLessThan(60);
        server.Said.Split("Circuit of task mail.mention opened").Length.ShouldBe(2, "the operator is told once");

        smtp.StartAgain();
        await Eventually.TrueAsync(
            () => folder.Number("select count(*) from tasks where name = 'mail.mention' and state = 2") is 10_000, "all are sent", TimeSpan.FromMinutes(5));
        smtp.Received.DistinctBy(mail => mail.MessageId).Count().ShouldBe(10_000);
        smtp.Received.Count.ShouldBe(10_000);
        (await server.StopAsync()).ShouldBe(0);
        Directory.Delete(folder.Path, recursive: true);
    }

    [Fact]
    public async Task Mention_mails_at_a_slow_server_hold_up_neither_a_confirmation_nor_an_erasure()
    {
        var release = new TaskCompletionSource();
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob, cem) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"), await plaza.CreateAccountAsync("cem"));
        for (var mail = 0; mail < 4; mail++)
            plaza.Smtp.HoldAt($"RCPT TO:<{bob.Email}>", release.Task);
        for (var post = 0; post < 5; post++)
            await MailServerFixture.PostAsync(ada, $"@{bob.Handle} {post}");
        await Eventually.TrueAsync(
            () => plaza.Smtp.Commands.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)) is 4, "four mails wait for the server");

        await plaza.Server.AskAsync(new SignUp("newcomer", "newcomer@example.org", TestAccount.Password));
        await plaza.Server.AskAsync(new DeleteAccount(cem.Account));

        await plaza.Smtp.ReceivedAsync(mail => mail.To.Contains("newcomer@example.org"), TestContext.Current.CancellationToken);
        await plaza.TasksAsync("mail.erase_account", TaskState.Completed, 1);
        release.SetResult();
        (await plaza.MailForAsync(bob)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_wrong_mail_password_is_tried_less_and_less_and_the_operator_is_told_once()
    {
        await using var plaza = await MailServerFixture.StartAsync(
            TimeProvider.System, new() { User = "plaza", Password = "right" }, ("Mail:User", "plaza"), ("Mail:Password", "wrong"));
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));

        for (var post = 0; post < 5; post++)
            await MailServerFixture.PostAsync(ada, $"@{bob.Handle} {post}");
        await Eventually.TrueAsync(() => SignIns(plaza) >= 6, "it was tried several times");

        var trouble = (await plaza.Server.AskAsync(new GetRecentFaults())).ShouldHaveSingleItem();
        trouble.Kind.ShouldBe(FaultKind.Circuit);
        trouble.Handler.ShouldBe("mail.mention");
        trouble.Reason.ShouldContain("535");
        (await plaza.TasksAsync("mail.mention", TaskState.Pending, 5)).ShouldAllBe(task => task.Attempts == 0);
    }

    [Fact]
    public async Task A_server_that_is_busy_at_the_greeting_costs_no_mail_an_attempt()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        plaza.Smtp.Answer("GREETING", "421 4.7.0 Too many connections", times: 6);

        for (var post = 0; post < 5; post++)
            await MailServerFixture.PostAsync(ada, $"@{bob.Handle} {post}");

        (await plaza.TasksAsync("mail.mention", TaskState.Completed, 5)).ShouldAllBe(task => task.Attempts == 1);
        plaza.Smtp.Received.Count.ShouldBe(5);
    }

    private static int SignIns(MailServerFixture plaza) => plaza.Smtp.Commands.Count(line => line.StartsWith("AUTH", StringComparison.Ordinal));

    /// <summary>The number of executed mail tasks; each takes two commits.</summary>
    private static long Tried(ServerProcess server) => server.Folder.Number("select count(*) from tasks where name = 'mail.mention' and started_at is not null");

    /// <summary>A data folder with posts that mention each of some accounts; no mail is sent yet.</summary>
    private static async Task<DataFolder> BacklogAsync(SmtpListener smtp, int people, int posts)
    {
        var folder = MigratedDatabase.NewFolder();
        var plaza = await PlazaTestServer.StartAsync(folder, ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{smtp.Port}"), ("Mail:From", "plaza@plaza.example"));
        var ada = await plaza.CreateAccountAsync("ada");
        for (var number = 0; number < people; number++)
        {
            var handle = $"p_{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}";
            await plaza.AskAsync(new SignUp(handle, $"{handle}@example.org", TestAccount.Password) { ByOperator = true });
        }

        for (var number = 0; number < posts; number++)
            await MailServerFixture.PostAsync(ada, $"Post {number}");
        await plaza.StopAsync();

        folder.Tamper(
            $$"""
            insert into tasks (id, name, key, payload, state, attempts, due, created_at, detail)
            select 1000 + row_number() over (), 'mail.mention', accounts.id || ':' || posts.id,
              '{"Account":"' || accounts.id || '","Post":"' || posts.id || '"}', 0, 0, posts.created_at, posts.created_at, ''
            from posts cross join accounts where accounts.id <> {{ada.Account.Value}}
            """).ShouldBe(people * posts);
        return folder;
    }
}
