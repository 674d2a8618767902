using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Tasks;
using Plaza.Data.Tasks;
using Plaza.Server.Cli;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>A mail server that is unreachable, defers, rejects, or closes the connection: no mail is lost or sent twice.</summary>
public sealed class MailOutageTests
{
    private const string Mention = "mail.mention";

    [Fact]
    public async Task Mails_that_were_due_during_an_outage_all_arrive_once()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var ada = await plaza.CreateAccountAsync("ada");
        TestAccount[] named = [await plaza.CreateAccountAsync("bob"), await plaza.CreateAccountAsync("cem"), await plaza.CreateAccountAsync("dee"), await plaza.CreateAccountAsync("eli")];
        await plaza.Smtp.StopAsync();

        for (var post = 0; post < 5; post++)
            await MailServerFixture.PostAsync(ada, $"{post} {string.Join(' ', named.Select(person => $"@{person.Handle}"))}");
        await plaza.Server.QuietAsync();
        plaza.Smtp.StartAgain();

        await plaza.TasksAsync(Mention, TaskState.Completed, 20);
        plaza.Smtp.Received.Count.ShouldBe(20);
        plaza.Smtp.Received.DistinctBy(mail => mail.MessageId).Count().ShouldBe(20);
    }

    [Fact]
    public async Task A_mail_whose_arrival_was_not_confirmed_comes_again_under_the_same_Message_ID()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        plaza.Smtp.DropAfterData();

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        await plaza.Server.QuietAsync();
        var waiting = (await plaza.TasksAsync(Mention, TaskState.Pending, 1))[0];
        waiting.Attempts.ShouldBe(1, "a server that takes mail without saying so must not get it for ever");
        await plaza.Server.AskAsync(new RetryTask(waiting.Id));
        await plaza.TasksAsync(Mention, TaskState.Completed, 1);

        plaza.Smtp.Received.Count.ShouldBe(2);
        plaza.Smtp.Received.DistinctBy(mail => mail.MessageId).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_greylisted_mail_is_tried_again_after_a_minute()
    {
        var clock = new VirtualTimeProvider();
        await using var plaza = await MailServerFixture.StartAsync(clock, new());
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        plaza.Smtp.Greylist(times: 1);

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        (await plaza.MailForAsync(bob)).ShouldBeEmpty();
        var waiting = (await plaza.TasksAsync(Mention, TaskState.Pending, 1))[0];

        waiting.Due.ShouldBeInRange(clock.GetUtcNow().AddMinutes(1), clock.GetUtcNow().AddMinutes(1.25));
        waiting.Attempts.ShouldBe(1);
        waiting.Detail.ShouldStartWith("451");
        await TurnUntilAsync(plaza, clock, () => plaza.Smtp.Received.Count is 1);
        (await plaza.MailForAsync(bob)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_operator_can_have_a_greylisted_mail_tried_at_once()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        plaza.Smtp.Greylist(times: 1);
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        (await plaza.MailForAsync(bob)).ShouldBeEmpty();
        var waiting = (await plaza.TasksAsync(Mention, TaskState.Pending, 1))[0];

        var done = await plaza.Server.AskAsync(new RetryTask(waiting.Id));

        done.ShouldBeTrue();
        (await plaza.MailForAsync(bob)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_good_is_parked_and_listed_and_harms_no_other()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob, cem) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"), await plaza.CreateAccountAsync("cem"));
        plaza.Smtp.Reject(bob.Email);

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} @{cem.Handle} hello");
        (await plaza.MailForAsync(cem)).ShouldHaveSingleItem();
        var deadLettered = (await plaza.TasksAsync(Mention, TaskState.DeadLettered, 1))[0];

        deadLettered.Detail.ShouldStartWith("550 5.1.1");
        (await ListAsync(plaza)).ShouldContain(line => line.Contains("DeadLettered", StringComparison.OrdinalIgnoreCase)
            && line.Contains($"{bob.Account}:", StringComparison.Ordinal) && line.Contains("550 5.1.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_breaks_off_in_the_middle_gets_the_mail_when_it_has_recovered()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        plaza.Smtp.Answer("MAIL", "421 4.3.2 Shutting down", times: 3);

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        await plaza.Server.QuietAsync();
        foreach (var task in await plaza.TasksAsync(Mention, TaskState.Pending, 1))
            task.Detail.ShouldContain("421");

        await RetryUntilSentAsync(plaza);
        (await plaza.MailForAsync(bob)).ShouldHaveSingleItem();
    }

    private static async Task RetryUntilSentAsync(MailServerFixture plaza) => await Eventually.TrueAsync(
        async () =>
        {
            foreach (var task in await WaitingAsync(plaza))
                await plaza.Server.AskAsync(new RetryTask(task));
            await plaza.Server.QuietAsync();
            return plaza.Smtp.Received.Count > 0;
        },
        "the mail was sent");

    private static async Task<List<TaskId>> WaitingAsync(MailServerFixture plaza) =>
        [.. (await plaza.Server.Services.GetRequiredService<TaskQueue>().GetNewestAsync(100, TestContext.Current.CancellationToken))
            .Where(task => task.Name == Mention && task.State is TaskState.Pending).Select(task => task.Id)];

    /// <summary>A timer may fire just before the task runner begins to wait, so it may take another one.</summary>
    private static async Task TurnUntilAsync(MailServerFixture plaza, VirtualTimeProvider clock, Func<bool> isSo)
    {
        for (var turn = 0; turn < 10 && !isSo(); turn++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await plaza.Server.QuietAsync();
            await Task.WhenAny(Eventually.TrueAsync(isSo, "the turn was noticed"), Task.Delay(TimeSpan.FromSeconds(3)));
        }

        isSo().ShouldBeTrue();
    }

    private static async Task<string[]> ListAsync(MailServerFixture plaza)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        (await ControlSocketClient.TryRunAsync(plaza.Server.Folder, ["tasks", "list"], output, error, TestContext.Current.CancellationToken)).ShouldBe(0);
        return output.ToString().Split('\n');
    }
}
