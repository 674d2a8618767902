using System.Net;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

public sealed class MentionMailTests : IAsyncLifetime
{
    private MailServerFixture _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await MailServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task Everybody_named_gets_one_mail_however_often_the_post_names_them()
    {
        var (ada, bob, cem) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"), await _plaza.CreateAccountAsync("cem"));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} @{bob.Handle.ToUpperInvariant()} @{cem.Handle} @{bob.Handle}@plaza.example hello");

        (await _plaza.MailForAsync(bob)).Count.ShouldBe(1);
        (await _plaza.MailForAsync(cem)).Count.ShouldBe(1);
        _plaza.Smtp.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_names_oneself_gets_no_mail()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        await MailServerFixture.PostAsync(ada, $"Said @{ada.Handle}");

        (await _plaza.MailForAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reply_without_a_mention_sends_no_mail()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        var post = await MailServerFixture.PostAsync(bob, "Hello");

        await ada.Api.PostJsonAsync("/api/v1/statuses", new { status = "Hello too", in_reply_to_id = post });

        (await _plaza.MailForAsync(bob)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public")]
    [InlineData("unlisted")]
    [InlineData("private")]
    [InlineData("direct")]
    public async Task A_mention_is_mailed_whatever_the_visibility(string visibility)
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} a word", visibility);

        (await _plaza.MailForAsync(bob)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_switched_mail_off_in_the_settings_gets_none_until_it_is_switched_on_again()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        var browser = new PageClient(_plaza.Server.Client());
        await browser.LogInAsync(bob.Handle, TestAccount.Password);

        using var off = await browser.PostWithTokenAsync("/settings", "/settings/mail");
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} one");
        var whileOff = await _plaza.MailForAsync(bob);
        using var on = await browser.PostWithTokenAsync("/settings", "/settings/mail", ("mail_mentions", "true"));
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} two");

        off.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        on.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        whileOff.ShouldBeEmpty();
        (await _plaza.MailForAsync(bob)).ShouldHaveSingleItem().Text!.ShouldContain("two");
    }

    [Fact]
    public async Task An_unconfirmed_address_gets_no_mail_about_mentions()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await _plaza.Server.AskAsync(new SignUp("newcomer", "newcomer@example.org", TestAccount.Password));

        await MailServerFixture.PostAsync(ada, "@newcomer welcome");
        await _plaza.Server.QuietAsync();

        _plaza.Smtp.Received.ShouldHaveSingleItem().Subject.ShouldStartWith("Confirm");
    }

    [Fact]
    public async Task Suspended_accounts_get_no_mail()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await _plaza.Server.AskAsync(new SuspendAccount(bob.Account));

        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} are you there?");

        (await _plaza.MailForAsync(bob)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_while_mails_were_queued_count()
    {
        var (ada, eve) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("eve"));
        var (deleted, suspended, hidden, weary, fine) = (await _plaza.CreateAccountAsync("deleted"), await _plaza.CreateAccountAsync("suspended"),
            await _plaza.CreateAccountAsync("hidden"), await _plaza.CreateAccountAsync("weary"), await _plaza.CreateAccountAsync("fine"));
        await _plaza.Server.QuietAsync();
        await _plaza.Smtp.StopAsync();
        var post = await MailServerFixture.PostAsync(ada, $"@{deleted.Handle} I take this back");
        await MailServerFixture.PostAsync(eve, $"@{hidden.Handle} buy this");
        await MailServerFixture.PostAsync(ada, $"@{suspended.Handle} @{weary.Handle} @{fine.Handle} hello");
        await _plaza.Server.QuietAsync();

        using var gone = await ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        await _plaza.Server.AskAsync(new SuspendAccount(suspended.Account));
        await _plaza.Server.AskAsync(new SuspendAccount(eve.Account));
        await _plaza.Server.AskAsync(new SetMentionMail(weary.Account, false));
        _plaza.Smtp.StartAgain();

        await _plaza.TasksAsync("mail.mention", Plaza.Data.Tasks.TaskState.Completed, 5);
        _plaza.Smtp.Received.ShouldHaveSingleItem().To.ShouldBe([fine.Email]);
    }
}
