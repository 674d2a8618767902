using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>Mails about the user's own account: confirmation of the address, and a changed password.</summary>
public sealed class AccountMailTests : IAsyncLifetime
{
    private MailServerFixture _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await MailServerFixture.StartAsync();

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task Who_signs_up_confirms_the_address_by_the_link_in_the_mail_and_is_mailed_from_then_on()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await SignUpAsync("newcomer", "newcomer@example.org");
        var mail = await MailToAsync("newcomer@example.org");
        mail.Subject.ShouldBe("Confirm your e-mail address for Plaza");

        await MailServerFixture.PostAsync(ada, "@newcomer before");
        await _plaza.Server.QuietAsync();
        var status = await ConfirmAsync(LinkIn(mail));
        await MailServerFixture.PostAsync(ada, "@newcomer after");
        await _plaza.Server.QuietAsync();

        status.ShouldBe(HttpStatusCode.OK);
        _plaza.Smtp.Received.Count.ShouldBe(2);
        _plaza.Smtp.Received[1].Text!.ShouldContain("@newcomer after");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Opening_the_link_as_a_mail_scanner_does_confirms_nothing(string method)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await SignUpAsync("newcomer", "newcomer@example.org");
        var link = LinkIn(await MailToAsync("newcomer@example.org"));
        using var client = _plaza.Server.Client();

        using var opened = await client.SendAsync(new(new(method), link));
        using var posted = await client.PostAsync(link, new FormUrlEncodedContent([]));
        await MailServerFixture.PostAsync(ada, "@newcomer hello");
        await _plaza.Server.QuietAsync();

        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
        posted.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _plaza.Smtp.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_confirms_nothing()
    {
        await SignUpAsync("newcomer", "newcomer@example.org");
        var link = LinkIn(await MailToAsync("newcomer@example.org"));

        var status = await ConfirmAsync(link[..^6] + "AAAAAA");

        status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_to_stop_mail_confirms_no_address()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        var stop = MailServerFixture.PathOf((await MailToAsync(bob.Email))["List-Unsubscribe"]!.Trim('<', '>'));

        var status = await ConfirmAsync(stop.Replace("/unsubscribe/", "/confirm/", StringComparison.Ordinal));

        status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Sign_up_does_not_reveal_whether_an_address_is_known()
    {
        var bob = await _plaza.CreateAccountAsync("bob");

        var (known, unknown) = (await SignUpAsync("first", bob.Email), await SignUpAsync("second", "second@example.org"));
        await _plaza.Server.QuietAsync();

        known.ShouldBe(unknown);
        var (toKnown, toUnknown) = (await MailToAsync(bob.Email), await MailToAsync("second@example.org"));
        toKnown.Subject.ShouldBe(toUnknown.Subject);
        Plain(toKnown, "first").ShouldBe(Plain(toUnknown, "second"));
    }

    [Fact]
    public async Task An_address_that_another_has_confirmed_cannot_be_confirmed_again()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        await SignUpAsync("impostor", bob.Email);

        var status = await ConfirmAsync(LinkIn(await MailToAsync(bob.Email)));
        await MailServerFixture.PostAsync(ada, "@impostor hello");

        ((int)status).ShouldBeInRange(400, 499);
        (await _plaza.MailForAsync(bob)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_password_is_notified_by_mail()
    {
        var bob = await _plaza.CreateAccountAsync("bob");
        var browser = Visitor();
        await browser.LogInAsync(bob.Handle, TestAccount.Password);

        using var changed = await browser.PostWithTokenAsync(
            "/settings", "/settings/password", ("current_password", TestAccount.Password), ("new_password", "another good sentence"));

        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var mail = (await _plaza.MailForAsync(bob)).ShouldHaveSingleItem();
        mail.Subject.ShouldBe("Your password at Plaza was changed");
        mail.Raw.ShouldNotContain("another good sentence");
        mail.Text!.ShouldContain($"{MailServerFixture.PublicUrl}/about");
    }

    /// <summary>Opens the link and sends the form.</summary>
    private async Task<HttpStatusCode> ConfirmAsync(string link)
    {
        using var response = await Visitor().PostWithTokenAsync(link, link);
        return response.StatusCode;
    }

    private static string LinkIn(ReceivedMail mail) =>
        MailServerFixture.PathOf(mail.Text!.Split('\n').Single(line => line.StartsWith(MailServerFixture.PublicUrl + "/confirm/", StringComparison.Ordinal)));

    private static string Plain(ReceivedMail mail, string handle) => string.Join('\n', mail.Text!.Split('\n')
        .Where(line => !line.StartsWith(MailServerFixture.PublicUrl, StringComparison.Ordinal)))
        .Replace($"@{handle}", "@somebody", StringComparison.Ordinal);

    private Task<ReceivedMail> MailToAsync(string address) =>
        _plaza.Smtp.ReceivedAsync(mail => mail.To.Contains(address), TestContext.Current.CancellationToken);

    private async Task<string> SignUpAsync(string handle, string email)
    {
        using var response = await Visitor().PostWithTokenAsync(
            "/signup", "/signup", ("username", handle), ("email", email), ("password", TestAccount.Password));
        return $"{(int)response.StatusCode} {response.Headers.Location}";
    }

    private PageClient Visitor() => new(_plaza.Server.Client());
}
