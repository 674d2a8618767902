using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>Account recovery: password reset by mail, repeated confirmation, change of the e-mail address.</summary>
public sealed class AccountRecoveryTests : IAsyncLifetime
{
    private const string NewPassword = "another good sentence";

    private readonly AdjustableClock _clock = new();
    private MailServerFixture _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await MailServerFixture.StartAsync(_clock, new());

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_password_is_reset_by_a_mailed_link_which_logs_everybody_out(bool byEmail)
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        var old = Visitor();
        await old.LogInAsync(bob.Handle, TestAccount.Password);

        await RequestAsync(byEmail ? bob.Email.ToUpperInvariant() : $"@{bob.Handle}");
        var link = LinkIn(await MailToAsync(bob.Email), "/reset/");
        (await ResetAsync(link, NewPassword)).ShouldBe(HttpStatusCode.OK);

        await Visitor().LogInAsync(bob.Handle, NewPassword);
        (await old.ReadAsync("/home")).Status.ShouldBe(HttpStatusCode.SeeOther);
        using var api = await bob.Api.GetAsync("/api/v1/accounts/verify_credentials");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _plaza.MailForAsync(bob)).Select(mail => mail.Subject).ShouldContain("Your password at Plaza was changed");
    }

    [Fact]
    public async Task A_link_works_once_and_not_after_the_password_was_changed_otherwise()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        await RequestAsync(bob.Handle);
        var link = LinkIn(await MailToAsync(bob.Email), "/reset/");

        (await ResetAsync(link, NewPassword)).ShouldBe(HttpStatusCode.OK);
        (await ResetAsync(link, "yet another sentence")).ShouldBe(HttpStatusCode.NotFound);

        await Visitor().LogInAsync(bob.Handle, NewPassword);
    }

    [Fact]
    public async Task Of_many_uses_of_one_link_at_once_one_succeeds()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        await RequestAsync(bob.Handle);
        var link = LinkIn(await MailToAsync(bob.Email), "/reset/");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => ResetAsync(link, $"{NewPassword} {number}")));

        results.Count(status => status is HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_works_for_one_hour()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await RequestAsync(ada.Handle);
        await RequestAsync(bob.Handle);
        var (early, late) = (LinkIn(await MailToAsync(ada.Email), "/reset/"), LinkIn(await MailToAsync(bob.Email), "/reset/"));

        _clock.Ahead = TimeSpan.FromMinutes(58);
        (await ResetAsync(early, NewPassword)).ShouldBe(HttpStatusCode.OK);
        _clock.Ahead = TimeSpan.FromMinutes(62);
        (await ResetAsync(late, NewPassword)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_is_the_same_for_known_and_unknown_names()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        var eve = await _plaza.CreateAccountAsync("eve");
        await _plaza.Server.AskAsync(new SuspendAccount(eve.Account));

        var pages = new List<string>();
        foreach (var name in (string[])[bob.Handle, bob.Email, "nobody_here", "nobody@example.org", eve.Handle, eve.Email])
            pages.Add(await RequestAsync(name));

        pages.Distinct().ShouldHaveSingleItem();
        await _plaza.Server.QuietAsync();
        _plaza.Smtp.Received.ShouldHaveSingleItem().To.ShouldBe([bob.Email]);
    }

    [Fact]
    public async Task An_unconfirmed_address_gets_no_reset()
    {
        await SignUpAsync("newcomer", "newcomer@example.org");
        await MailToAsync("newcomer@example.org");

        await RequestAsync("newcomer@example.org");
        await _plaza.Server.QuietAsync();

        _plaza.Smtp.Received.ShouldHaveSingleItem().Subject.ShouldStartWith("Confirm");
    }

    [Fact]
    public async Task Resets_are_mailed_ten_minutes_apart_and_three_times_a_day()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        var mailed = new List<int>();
        foreach (var minutes in (int[])[0, 5, 11, 22, 33, 60])
        {
            _clock.Ahead = TimeSpan.FromMinutes(minutes);
            await RequestAsync(bob.Handle);
            mailed.Add((await _plaza.MailForAsync(bob)).Count);
        }

        mailed.ShouldBe([1, 1, 2, 3, 3, 3]);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1")]
    public async Task A_weak_password_is_rejected_and_the_link_stays_good(string weak)
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        await RequestAsync(bob.Handle);
        var link = LinkIn(await MailToAsync(bob.Email), "/reset/");

        (await ResetAsync(link, weak)).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ResetAsync(link, NewPassword)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_confirmation_is_sent_again_on_request_ten_minutes_apart()
    {
        var visitor = await SignUpAsync("newcomer", "newcomer@example.org");
        var first = await MailToAsync("newcomer@example.org");

        using var tooSoon = await visitor.PostWithTokenAsync("/settings", "/settings/email/confirmation");
        tooSoon.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        _clock.Ahead = TimeSpan.FromMinutes(11);
        using var again = await visitor.PostWithTokenAsync("/settings", "/settings/email/confirmation");
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await _plaza.Server.QuietAsync();
        var second = _plaza.Smtp.Received[^1];
        second["Message-ID"].ShouldNotBe(first["Message-ID"]);
        (await ConfirmAsync(LinkIn(second, "/confirm/"))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/home")]
    [InlineData("/settings")]
    public async Task A_notice_on_home_and_settings_offers_the_confirmation_again_until_the_address_is_confirmed(string path)
    {
        const string notice = "Your e-mail address is not confirmed yet";
        var visitor = await SignUpAsync("newcomer", "newcomer@example.org");
        await MailToAsync("newcomer@example.org");
        var (_, before) = await visitor.ReadAsync(path);

        _clock.Ahead = TimeSpan.FromMinutes(11);
        using var again = await visitor.SubmitAsync(path, "/settings/email/confirmation");
        again.Headers.Location!.ToString().ShouldBe("/settings?saved=confirmation");
        await _plaza.Server.QuietAsync();
        (await ConfirmAsync(LinkIn(_plaza.Smtp.Received[^1], "/confirm/"))).ShouldBe(HttpStatusCode.OK);
        var (_, after) = await visitor.ReadAsync(path);

        before.ShouldContain(notice);
        before.ShouldContain("newcomer@example.org");
        after.ShouldNotContain(notice);
        after.ShouldNotContain("action=\"/settings/email/confirmation\"");
    }

    [Fact]
    public async Task Another_address_counts_once_it_is_confirmed_and_the_present_one_is_warned()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        var visitor = Visitor();
        await visitor.LogInAsync(bob.Handle, TestAccount.Password);

        using var changed = await visitor.PostWithTokenAsync("/settings", "/settings/email", ("email", "New@example.org"), ("email_password", TestAccount.Password));
        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var link = LinkIn(await MailToAsync("new@example.org"), "/confirm/");
        (await MailToAsync(bob.Email)).Subject.ShouldBe("Your e-mail address at Plaza is to change");
        (await visitor.ReadAsync("/settings")).Html.ShouldContain("new@example.org");

        (await ConfirmAsync(link)).ShouldBe(HttpStatusCode.OK);
        await Visitor().LogInAsync("new@example.org", TestAccount.Password);
        using var old = await Visitor().PostWithTokenAsync("/login", "/login", ("username", bob.Email), ("password", TestAccount.Password));
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_changed_password_cancels_the_change_of_the_address()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, TestAccount.Password, "thief@example.org"));
        var link = LinkIn(await MailToAsync("thief@example.org"), "/confirm/");

        await _plaza.Server.AskAsync(new SetPassword(bob.Account, NewPassword));

        (await ConfirmAsync(link)).ShouldBe(HttpStatusCode.NotFound);
        await Visitor().LogInAsync(bob.Email, NewPassword);
    }

    [Theory]
    [InlineData("new@example.org", "wrong password", "email_password")]
    [InlineData("not an address", TestAccount.Password, "email")]
    [InlineData("a@localhost", TestAccount.Password, "email")]
    public async Task A_wrong_password_or_address_changes_nothing(string email, string password, string field)
    {
        var bob = await _plaza.CreateAccountAsync("bob");

        var rejected = await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, password, email)));

        rejected.Field.ShouldBe(field);
        await _plaza.Server.QuietAsync();
        _plaza.Smtp.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_present_address_is_no_new_one()
    {
        var bob = await _plaza.CreateAccountAsync("bob");

        var rejected = await Should.ThrowAsync<RequestRejectedException>(async () =>
            await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, TestAccount.Password, bob.Email.ToUpperInvariant())));

        rejected.Field.ShouldBe("email");
    }

    [Fact]
    public async Task Only_the_address_that_was_requested_last_can_be_confirmed()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, TestAccount.Password, "first@example.org"));
        var first = LinkIn(await MailToAsync("first@example.org"), "/confirm/");
        await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, TestAccount.Password, "second@example.org"));
        var second = LinkIn(await MailToAsync("second@example.org"), "/confirm/");

        (await ConfirmAsync(first)).ShouldBe(HttpStatusCode.NotFound);
        (await ConfirmAsync(second)).ShouldBe(HttpStatusCode.OK);
        await Visitor().LogInAsync("second@example.org", TestAccount.Password);
    }

    [Fact]
    public async Task A_change_of_the_address_that_waits_behind_a_suspension_is_rejected()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        using var gate = new WriterBlocker();
        var blocked = gate.BlockAsync(_plaza.Server.Services.GetRequiredService<Committer>());
        var suspended = _plaza.Server.AskAsync(new SuspendAccount(bob.Account)).AsTask();

        var changed = Should.ThrowAsync<RequestRejectedException>(async () =>
            await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, TestAccount.Password, "new@example.org")));
        await _plaza.Server.AskAsync(new VerifyPassword(bob.Account, TestAccount.Password)); // Verified after the one of the change.
        gate.Open();

        await blocked;
        (await suspended).ShouldBeTrue();
        (await changed).Field.ShouldBe("email_password");
        await _plaza.Server.QuietAsync();
        _plaza.Smtp.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  @ ")]
    public async Task A_reset_needs_a_name(string name)
    {
        var rejected = await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.Server.AskAsync(new RequestPasswordReset(name)));

        rejected.Field.ShouldBe("username");
    }

    [Fact]
    public async Task An_address_that_another_account_has_confirmed_is_not_assigned()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await _plaza.Server.AskAsync(new ChangeEmail(bob.Account, TestAccount.Password, ada.Email));

        var status = await ConfirmAsync(LinkIn(await MailToAsync(ada.Email), "/confirm/"));

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Visitor().LogInAsync(bob.Email, TestAccount.Password);
    }

    [Fact]
    public async Task A_confirmed_address_is_not_mailed_again()
    {
        var bob = await _plaza.CreateAccountAsync("bob");

        (await _plaza.Server.AskAsync(new SendConfirmation(bob.Account))).ShouldBeFalse();
    }

    private PageClient Visitor() => new(_plaza.Server.Client());

    private async Task<PageClient> SignUpAsync(string handle, string email)
    {
        var visitor = Visitor();
        using var response = await visitor.PostWithTokenAsync("/signup", "/signup", ("username", handle), ("email", email), ("password", TestAccount.Password));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return visitor;
    }

    /// <returns>The page without the parts that differ between requests.</returns>
    private async Task<string> RequestAsync(string name)
    {
        using var response = await Visitor().PostWithTokenAsync("/login/reset", "/login/reset", ("username", name));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await response.Content.ReadAsStringAsync();
        return html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];
    }

    private async Task<HttpStatusCode> ResetAsync(string link, string password)
    {
        using var response = await Visitor().PostWithTokenAsync(link, link, ("new_password", password));
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> ConfirmAsync(string link)
    {
        using var response = await Visitor().PostWithTokenAsync(link, link);
        return response.StatusCode;
    }

    private Task<ReceivedMail> MailToAsync(string address) =>
        _plaza.Smtp.ReceivedAsync(mail => mail.To.Contains(address), TestContext.Current.CancellationToken);

    private static string LinkIn(ReceivedMail mail, string path) =>
        MailServerFixture.PathOf(mail.Text!.Split('\n').Single(line => line.StartsWith(MailServerFixture.PublicUrl + path, StringComparison.Ordinal)));
}
