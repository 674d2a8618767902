using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>The content of a mail about a mention.</summary>
public sealed class MentionMailTextTests : IAsyncLifetime
{
    private MailServerFixture _plaza = null!;
    private TestAccount _ada = null!;
    private TestAccount _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await MailServerFixture.StartAsync();
        (_ada, _bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task The_mail_has_the_author_the_text_and_the_URL_of_the_post()
    {
        var post = await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} Grüße\n<b>你好</b> & 👋");
        var link = $"{MailServerFixture.PublicUrl}/@{_ada.Handle}/{post}";

        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();

        mail.Subject.ShouldBe($"@{_ada.Handle} mentioned you");
        mail["From"].ShouldBe("The square <plaza@plaza.example>");
        mail.From.ShouldBe("plaza@plaza.example");
        mail.Text!.ShouldContain($"@{_bob.Handle} Grüße\n<b>你好</b> & 👋");
        mail.Text!.Split('\n').ShouldContain(link);
        mail.Html!.ShouldContain($"<a href=\"{link}\">Open the post</a>");
        mail.Html!.ShouldContain("Grüße<br>");
        mail.Html!.ShouldContain("你好");
        mail.Html!.ShouldContain("👋");
        mail.Html!.ShouldNotContain("&#");
        mail.Html!.ShouldContain("&lt;b&gt;");
        mail.Html!.ShouldNotContain("<b>");
        mail["Auto-Submitted"].ShouldBe("auto-generated");
        mail.MessageId.ShouldBe($"<mention.{post}.{_bob.Account}@plaza.example>");
    }

    [Fact]
    public async Task All_links_lead_to_the_public_address()
    {
        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} hello");

        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();

        var links = mail.Html!.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToList();
        links.Count.ShouldBe(2);
        links.ShouldAllBe(link => link.StartsWith(MailServerFixture.PublicUrl + "/", StringComparison.Ordinal));
        mail.Raw.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task The_mail_has_list_headers_and_an_unsubscribe_link()
    {
        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} hello");

        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();

        mail["List-Id"].ShouldBe("<mentions.plaza.example>");
        mail.Html!.ShouldContain(">Unsubscribe</a>");
        mail.Html!.ShouldNotContain($">{MailServerFixture.PublicUrl}");
        mail.Text!.Split('\n').ShouldContain(line => line.StartsWith($"{MailServerFixture.PublicUrl}/unsubscribe/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_a_content_warning_the_text_stays_hidden()
    {
        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} Rosebud is a sledge", warning: "An old film");

        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();

        mail.Text!.ShouldContain("[An old film]");
        mail.Text!.ShouldNotContain("Rosebud");
        mail.Html!.ShouldNotContain("Rosebud");
    }

    [Fact]
    public async Task A_name_cannot_add_header_fields_or_markup()
    {
        using var changed = await _ada.Api.PatchAsync(
            "/api/v1/accounts/update_credentials",
            new FormUrlEncodedContent([KeyValuePair.Create("display_name", "Ada\" <eve@example.org>, <i>\r\nBcc: eve@example.org")]));

        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle} hello");

        var mail = (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem();
        mail.To.ShouldBe([_bob.Email]);
        mail["Bcc"].ShouldBeNull();
        mail.Html!.ShouldNotContain("<i>");
    }

    [Fact]
    public async Task A_text_of_many_lines_and_lone_dots_arrives_whole()
    {
        const string Text = "one\n.\n..\nFrom here\n\n.";

        await MailServerFixture.PostAsync(_ada, $"@{_bob.Handle}\n{Text}");

        (await _plaza.MailForAsync(_bob)).ShouldHaveSingleItem().Text!.ShouldContain($"@{_bob.Handle}\n{Text}\n");
    }
}
