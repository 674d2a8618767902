using System.Net;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Notifications;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

public sealed class UnsubscribeTests : IAsyncLifetime
{
    private MailServerFixture _plaza = null!;
    private TestAccount _ada = null!;
    private TestAccount _bob = null!;
    private string _path = "";

    public async ValueTask InitializeAsync()
    {
        _plaza = await MailServerFixture.StartAsync();
        (_ada, _bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} one");
        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();
        mail["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        _path = MailServerFixture.PathOf(mail["List-Unsubscribe"]!.Trim('<', '>'));
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task A_mail_program_ends_mail_with_one_click_and_without_a_login()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        using var response = await _plaza.Server.Client().PostAsync(_path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IsMailedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_ends_mail_by_the_form_behind_the_link_and_without_a_login()
    {
        using var response = await new PageClient(_plaza.Server.Client()).PostWithTokenAsync(_path, _path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IsMailedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_looking_at_the_page_ends_nothing()
    {
        var (status, _) = await new PageClient(_plaza.Server.Client()).ReadAsync(_path);

        status.ShouldBe(HttpStatusCode.OK);
        (await IsMailedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_ends_nothing()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        using var response = await _plaza.Server.Client().PostAsync(_path[..^6] + "AAAAAA", content);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await IsMailedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_that_is_used_again_and_a_setting_that_is_made_again_write_nothing()
    {
        await _plaza.Server.AskAsync(new SetMentionMail(_bob.Account, true));
        Changes().ShouldBe(0);

        for (var time = 0; time < 20; time++)
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
            using var response = await _plaza.Server.Client().PostAsync(_path, content);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        Changes().ShouldBe(1);
        await _plaza.Server.AskAsync(new SetMentionMail(_bob.Account, false));
        Changes().ShouldBe(1);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NotFound)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task The_link_of_a_deleted_or_suspended_account_is_rejected_and_changes_nothing(bool isDeleted, HttpStatusCode status)
    {
        await (isDeleted ? _plaza.Server.AskAsync(new DeleteAccount(_bob.Account)) : _plaza.Server.AskAsync(new SuspendAccount(_bob.Account)));
        await _plaza.Server.QuietAsync();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        using var response = await _plaza.Server.Client().PostAsync(_path, content);

        response.StatusCode.ShouldBe(status);
        await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.Server.AskAsync(new SetMentionMail(_bob.Account, false)));
        Changes().ShouldBe(0);
        _plaza.Server.Folder.Number("select count(*) from mail_preferences").ShouldBe(0);
    }

    [Fact]
    public async Task Notifications_that_an_account_reads_after_it_was_deleted_leave_nothing()
    {
        await _plaza.Server.AskAsync(new DeleteAccount(_bob.Account));
        await _plaza.Server.QuietAsync();

        await _plaza.Server.AskAsync(new MarkNotificationsRead(_bob.Account, new(1)));
        await _plaza.Server.AskAsync(new ClearNotifications(_bob.Account));

        _plaza.Server.Folder.Number("select count(*) from read_markers").ShouldBe(0);
    }

    private long Changes() => _plaza.Server.Folder.Number("select count(*) from journal where type = 'mail.preference_changed'");

    [Fact]
    public async Task The_link_is_in_the_plain_text_too()
    {
        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} two");

        (await _plaza.MailForAsync(_bob))[1].Text!.ShouldContain($"{MailServerFixture.PublicUrl}/unsubscribe/");
    }

    private async Task<bool> IsMailedAsync()
    {
        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} two");
        return (await _plaza.MailForAsync(_bob)).Count > 1;
    }
}
