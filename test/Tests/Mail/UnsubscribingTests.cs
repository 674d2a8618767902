using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

public sealed class UnsubscribingTests : IAsyncLifetime
{
    private MailedPlaza _plaza = null!;
    private Person _ada = null!;
    private Person _bob = null!;
    private string _path = "";

    public async ValueTask InitializeAsync()
    {
        _plaza = await MailedPlaza.StartAsync();
        (_ada, _bob) = (await _plaza.MeetAsync("ada"), await _plaza.MeetAsync("bob"));
        await MailedPlaza.PostAsync(_ada, $"@{_bob.Handle} one");
        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();
        mail["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        _path = MailedPlaza.PathOf(mail["List-Unsubscribe"]!.Trim('<', '>'));
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task A_mail_program_ends_mail_with_one_click_and_without_a_login()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        using var answer = await _plaza.Server.Client().PostAsync(_path, content);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IsMailedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_ends_mail_by_the_form_behind_the_link_and_without_a_login()
    {
        using var answer = await new WebVisitor(_plaza.Server.Client()).FillInAsync(_path, _path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IsMailedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_looking_at_the_page_ends_nothing()
    {
        var (status, _) = await new WebVisitor(_plaza.Server.Client()).ReadAsync(_path);

        status.ShouldBe(HttpStatusCode.OK);
        (await IsMailedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_ends_nothing()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        using var answer = await _plaza.Server.Client().PostAsync(_path[..^6] + "AAAAAA", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await IsMailedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task The_link_stands_in_the_text_too()
    {
        await MailedPlaza.PostAsync(_ada, $"@{_bob.Handle} two");

        (await _plaza.MailForAsync(_bob))[1].Text!.ShouldContain($"{MailedPlaza.PublicUrl}/unsubscribe/");
    }

    private async Task<bool> IsMailedAsync()
    {
        await MailedPlaza.PostAsync(_ada, $"@{_bob.Handle} two");
        return (await _plaza.MailForAsync(_bob)).Count > 1;
    }
}
