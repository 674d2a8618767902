using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>What a login takes, and what is checked once more when its session is stored.</summary>
public sealed class LoginTests(SharedServerFixture shared)
{
    private const int MaxFailures = 25;

    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("@{0}")]
    [InlineData("  {0} ")]
    [InlineData(" @{0}")]
    public async Task A_name_may_be_typed_with_an_at_sign_and_blanks(string typed)
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var login = await _plaza.AskAsync(new LogIn(string.Format(null, typed, ada.Handle.ToUpperInvariant()), TestAccount.Password, ""));

        login.Account.ShouldBe(ada.Account);
    }

    [Fact]
    public async Task An_address_is_the_name_of_the_account_that_has_confirmed_it()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var email = $"shared.{ada.Email}";
        await _plaza.AskAsync(new SignUp($"no{ada.Handle}", email, TestAccount.Password));
        var owner = await _plaza.AskAsync(new SignUp($"an{ada.Handle}", email, "a sentence of the owner") { ByOperator = true });

        (await _plaza.AskAsync(new LogIn(email, "a sentence of the owner", ""))).Account.ShouldBe(owner);
    }

    [Fact]
    public async Task Whoever_is_suspended_is_told_so_with_the_right_password_only()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await _plaza.AskAsync(new SuspendAccount(ada.Account));

        (await RejectionAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Reason.ShouldBe(RejectionReason.Forbidden);
        (await RejectionAsync(new LogIn(ada.Handle, "wrong password", ""))).Reason.ShouldBe(RejectionReason.Unauthenticated);
    }

    [Fact]
    public async Task A_login_that_waits_behind_a_suspension_starts_no_session()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        using var gate = new WriterBlocker();
        var blocked = gate.BlockAsync(_plaza.Services.GetRequiredService<Committer>());
        var suspended = _plaza.AskAsync(new SuspendAccount(ada.Account)).AsTask();

        var login = RejectionAsync(new LogIn(ada.Handle, TestAccount.Password, ""));
        await _plaza.AskAsync(new VerifyPassword(ada.Account, TestAccount.Password)); // Verified after the one of the login.
        gate.Open();

        await blocked;
        (await suspended).ShouldBeTrue();
        (await login).Reason.ShouldBe(RejectionReason.Unauthenticated);
        SessionsOf(ada).ShouldBe(0);
    }

    [Fact]
    public async Task A_hash_of_fewer_iterations_is_replaced_at_the_next_login()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var weak = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 100 })).HashPassword(this, TestAccount.Password);
        _plaza.Change($"update users set password_hash = '{weak}' where account = {ada.Account}");

        await _plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""));

        HashOf(ada).ShouldNotBe(weak);
        (await _plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Account.ShouldBe(ada.Account);
    }

    [Fact]
    public async Task The_name_of_a_browser_is_stored_up_to_200_characters()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var login = await _plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, new string('x', 5_000)));

        _plaza.Folder.Number($"select length(user_agent) from sessions where id = {login.Session}").ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
        var login = await _plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""));

        var rejected = await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.AskAsync(new EndSession(bob.Account, login.Session)));

        rejected.Reason.ShouldBe(RejectionReason.NotFound);
        (await _plaza.AskAsync(new GetPrincipalBySession(login.Secret))).ShouldNotBeNull();
        (await _plaza.AskAsync(new EndSession(ada.Account, login.Session))).ShouldBeTrue();
        (await _plaza.AskAsync(new GetPrincipalBySession(login.Secret))).ShouldBeNull();
    }

    [Fact]
    public async Task Right_passwords_of_a_session_do_not_count_and_after_25_wrong_ones_none_is_tried()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        for (var tries = 0; tries <= MaxFailures; tries++)
            (await _plaza.AskAsync(new VerifyPassword(ada.Account, TestAccount.Password))).ShouldBeTrue();
        for (var tries = 0; tries < MaxFailures; tries++)
            (await _plaza.AskAsync(new VerifyPassword(ada.Account, "wrong password"))).ShouldBeFalse();

        var rejected = await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.AskAsync(new VerifyPassword(ada.Account, TestAccount.Password)));

        rejected.Reason.ShouldBe(RejectionReason.TooManyRequests);
        (await _plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Account.ShouldBe(ada.Account);
    }

    private async Task<RequestRejectedException> RejectionAsync(LogIn login) =>
        await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.AskAsync(login));

    private long SessionsOf(TestAccount person) => _plaza.Folder.Number($"select count(*) from sessions where account = {person.Account}");

    private string HashOf(TestAccount person) =>
        _plaza.Folder.Rows($"select password_hash from users where account = {person.Account}", row => row.GetString(0)).Single();
}
