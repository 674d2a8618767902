using Plaza.Contracts.Authentication;
using Plaza.Data;
using Plaza.Data.Tasks;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>The limits of mails that others can cause: neither a user's mailbox nor a stranger's can be flooded.</summary>
public sealed class MailQuotaTests
{
    private readonly VirtualTimeProvider _clock = new();

    [Fact]
    public async Task An_address_gets_five_mails_about_mentions_in_half_an_hour_and_all_notifications()
    {
        await using var plaza = await MailServerFixture.StartAsync(_clock, new());
        var (ada, cem, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("cem"), await plaza.CreateAccountAsync("bob"));

        for (var post = 0; post < 6; post++)
        {
            await MailServerFixture.PostAsync(ada, $"@{bob.Handle} {post}");
            await MailServerFixture.PostAsync(cem, $"@{bob.Handle} {post}");
        }

        (await plaza.MailForAsync(bob)).Count.ShouldBe(5);
        plaza.Server.Folder.Number($"select count(*) from notifications where account = {bob.Account.Value}").ShouldBe(12);
        _clock.Advance(TimeSpan.FromMinutes(31));
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} later");
        (await plaza.MailForAsync(bob)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Sent_mails_count_after_a_restart()
    {
        await using var smtp = SmtpListener.Start();
        var folder = MigratedDatabase.NewFolder();
        (string, string)[] settings = [("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{smtp.Port}"), ("Mail:From", "plaza@plaza.example")];
        var first = await PlazaTestServer.StartAsync(folder, settings);
        var bob = await first.CreateAccountAsync("bob");
        await MentionAsync(first, await first.CreateAccountAsync("ada"), bob, 5);
        await first.StopAsync();

        var second = await PlazaTestServer.StartAsync(folder, settings);
        await MentionAsync(second, await second.CreateAccountAsync("cem_later"), bob, 1);
        await second.DisposeAsync();

        smtp.Received.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_post_mails_ten_of_the_people_it_names_and_notifies_all()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var ada = await plaza.CreateAccountAsync("ada");
        var people = new List<TestAccount>();
        for (var number = 0; number < 14; number++)
            people.Add(await plaza.CreateAccountAsync("p"));

        await MailServerFixture.PostAsync(ada, string.Join(' ', people.Select(person => $"@{person.Handle}")));
        await plaza.Server.QuietAsync();

        plaza.Smtp.Received.Count.ShouldBe(10);
        plaza.Server.Folder.Number("select count(*) from notifications").ShouldBe(14);
    }

    [Fact]
    public async Task An_account_whose_own_address_is_not_confirmed_causes_no_mail()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var bob = await plaza.CreateAccountAsync("bob");
        var account = await plaza.Server.AskAsync(new SignUp("newcomer", "newcomer@example.org", TestAccount.Password));
        var token = await plaza.Server.AskAsync(new IssueToken(account, "read write"));
        using var api = plaza.Server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token.Secret);

        await api.PostJsonAsync("/api/v1/statuses", new { status = $"@{bob.Handle} hello" });

        (await plaza.MailForAsync(bob)).ShouldBeEmpty();
        plaza.Server.Folder.Number("select count(*) from notifications").ShouldBe(1);
    }

    [Fact]
    public async Task Sign_ups_with_an_unconfirmed_address_mail_it_once_a_day()
    {
        await using var plaza = await MailServerFixture.StartAsync(_clock, new());
        foreach (var handle in new[] { "one", "two", "three", "four" })
            await SignUpAsync(plaza, handle, handle is "two" ? "Victim@Example.org" : "victim@example.org");
        await plaza.Server.QuietAsync();
        plaza.Smtp.Received.Count.ShouldBe(1);

        _clock.Advance(TimeSpan.FromHours(25));
        await SignUpAsync(plaza, "five", "victim@example.org");
        await plaza.Server.QuietAsync();

        plaza.Smtp.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sign_ups_with_the_address_of_a_user_mail_it_three_times_a_day_and_ten_minutes_apart()
    {
        await using var plaza = await MailServerFixture.StartAsync(_clock, new());
        var bob = await plaza.CreateAccountAsync("bob");
        foreach (var handle in new[] { "one", "two", "three", "four", "five", "six", "seven", "eight" })
        {
            await SignUpAsync(plaza, handle, bob.Email);
            await plaza.Server.QuietAsync();
            _clock.Advance(TimeSpan.FromMinutes(6));
        }

        plaza.Smtp.Received.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Two_confirmations_to_the_address_of_a_user_are_ten_minutes_apart()
    {
        await using var plaza = await MailServerFixture.StartAsync(_clock, new());
        var bob = await plaza.CreateAccountAsync("bob");
        await SignUpAsync(plaza, "one", bob.Email);
        await plaza.Server.QuietAsync();

        _clock.Advance(TimeSpan.FromMinutes(6));
        await SignUpAsync(plaza, "two", bob.Email);
        await plaza.Server.QuietAsync();
        plaza.Smtp.Received.Count.ShouldBe(1);

        _clock.Advance(TimeSpan.FromMinutes(5));
        await SignUpAsync(plaza, "three", bob.Email);
        await plaza.Server.QuietAsync();
        plaza.Smtp.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_gets_five_mails_about_its_security_in_half_an_hour()
    {
        await using var plaza = await MailServerFixture.StartAsync(_clock, new());
        var bob = await plaza.CreateAccountAsync("bob");
        var passwords = Enumerable.Range(0, 7).Select(change => change is 0 ? TestAccount.Password : $"another good sentence {change}").ToList();

        foreach (var (old, next) in passwords.Zip(passwords.Skip(1)))
            await plaza.Server.AskAsync(new ChangePassword(bob.Account, old, next, default));

        (await plaza.MailForAsync(bob)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Mentions_do_not_use_up_what_a_changed_password_needs()
    {
        await using var plaza = await MailServerFixture.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        await MentionAsync(plaza.Server, ada, bob, 7);

        await plaza.Server.AskAsync(new ChangePassword(bob.Account, TestAccount.Password, "another good sentence", default));

        (await plaza.MailForAsync(bob)).ShouldContain(mail => mail.Subject.Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_count_does_not_contain_the_address_and_is_deleted_after_a_day()
    {
        var folder = MigratedDatabase.NewFolder();
        var plaza = await PlazaTestServer.StartAsync(folder, _clock);
        await plaza.AskAsync(new SignUp("newcomer", "victim@example.org", TestAccount.Password));
        await plaza.QuietAsync();
        folder.Rows("select recipient || mail from queued_mails", row => row.GetString(0)).ShouldHaveSingleItem().ShouldNotContain("victim");
        await plaza.StopAsync();
        _clock.Advance(TimeSpan.FromHours(25));

        await using var again = await PlazaTestServer.StartAsync(folder, _clock);

        await Eventually.TrueAsync(() => folder.Number("select count(*) from queued_mails") is 0, "the count is gone");
    }

    private static async Task MentionAsync(PlazaTestServer plaza, TestAccount author, TestAccount reader, int times)
    {
        for (var post = 0; post < times; post++)
            await MailServerFixture.PostAsync(author, $"@{reader.Handle} {post}");
        await plaza.QuietAsync();
    }

    private static ValueTask<Plaza.Contracts.Ids.AccountId> SignUpAsync(MailServerFixture plaza, string handle, string email) =>
        plaza.Server.AskAsync(new SignUp(handle, email, TestAccount.Password));
}
