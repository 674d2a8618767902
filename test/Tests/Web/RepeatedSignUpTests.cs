using System.Net;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>The sign-up form sent twice, by a double click, a reload, or because the response was lost.</summary>
public sealed class RepeatedSignUpTests : IAsyncLifetime
{
    private const string Taken = "This username is taken";

    private readonly VirtualTimeProvider _clock = new();
    private PlazaTestServer _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync(_clock);

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task Sent_again_it_logs_in_to_the_account_that_it_made()
    {
        using var client = _plaza.Client();
        var browser = new PageClient(client);
        (await SignUpAsync(browser)).ShouldBe((HttpStatusCode.SeeOther, "/home"));

        (await SignUpAsync(new PageClient(client))).ShouldBe((HttpStatusCode.SeeOther, "/home"));
        (await SignUpAsync(browser)).ShouldBe((HttpStatusCode.SeeOther, "/home"));

        (await browser.ReadAsync("/home")).Status.ShouldBe(HttpStatusCode.OK);
        _plaza.Folder.Number("select count(*) from accounts").ShouldBe(1);
        _plaza.Folder.Number("select count(*) from journal where type = 'authentication.signed_up'").ShouldBe(1);
    }

    [Fact]
    public async Task Sent_twice_at_once_both_responses_are_those_of_one_account()
    {
        using var client = _plaza.Client();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignUpAsync(new PageClient(client))));

        outcomes.ShouldAllBe(outcome => outcome.Status == HttpStatusCode.SeeOther);
        _plaza.Folder.Number("select count(*) from accounts").ShouldBe(1);
    }

    [Theory]
    [InlineData("ada", "ada@example.org", "another horse battery")]
    [InlineData("ada", "other@example.org", TestAccount.Password)]
    [InlineData("_ada_", "ada@example.org", TestAccount.Password)]
    public async Task A_different_form_with_the_same_handle_is_rejected_as_taken(string handle, string email, string password)
    {
        await _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password));

        var rejected = await Should.ThrowAsync<RequestRejectedException>(() => _plaza.AskAsync(new SignUp(handle, email, password)).AsTask());

        rejected.Message.ShouldStartWith(Taken);
    }

    [Fact]
    public async Task Later_the_name_is_taken_for_everybody_so_that_no_password_can_be_guessed_here()
    {
        await _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password));
        _clock.Advance(TimeSpan.FromMinutes(11));

        await Should.ThrowAsync<RequestRejectedException>(() => _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password)).AsTask());
    }

    [Fact]
    public async Task The_same_form_may_be_sent_more_often_than_passwords_may_be_guessed()
    {
        var account = await _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password));

        for (var number = 0; number <= 25; number++)
            (await _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password))).ShouldBe(account);
    }

    [Fact]
    public async Task Guessing_the_password_of_a_new_account_by_its_form_ends_after_25_attempts()
    {
        await _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password));
        for (var number = 0; number < 25; number++)
            await Should.ThrowAsync<RequestRejectedException>(() => _plaza.AskAsync(new SignUp("ada", "ada@example.org", $"a wrong guess {number}")).AsTask());

        await Should.ThrowAsync<RequestRejectedException>(() => _plaza.AskAsync(new SignUp("ada", "ada@example.org", TestAccount.Password)).AsTask());
    }

    private static async Task<(HttpStatusCode Status, string? Location)> SignUpAsync(PageClient browser)
    {
        using var response = await browser.PostWithTokenAsync(
            "/signup", "/signup", ("username", "ada"), ("email", "ada@example.org"), ("password", TestAccount.Password));
        return (response.StatusCode, response.Headers.Location?.ToString());
    }
}
